using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>The sealed list that tests speak of, and what they ask of it.</summary>
internal static class SealedLists
{
    public static readonly string[] Names = ["Zzyzx Quillfeather", "Ottoline Umbrafax"];

    /// <summary>Where the sealed lists of the negotiation are.</summary>
    public static string Lists => $"/negotiations/{Requests.N}/sealed-lists";

    /// <summary>One of them.</summary>
    public static string One => $"{Lists}/list-7";

    /// <summary>A negotiation with a list of children that can be sealed.</summary>
    public static async Task<HttpClient> WithList(HttpClient client)
    {
        await client.WithNegotiation();
        await client.Accepted("RecordChildList", """{"list": "list-7", "from": "ua", "to": "ru", "listed": 2}""");
        return client;
    }

    /// <summary>Names to be sealed.</summary>
    public static JsonObject Body(params string[] names) =>
        new() { ["names"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) };

    /// <summary>The reason why a list is opened or erased.</summary>
    public static JsonObject Why(string reason) => new() { ["reason"] = reason };
}
