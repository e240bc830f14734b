using System.Net;
using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>Looks at answers of which a test needs only a part.</summary>
internal static class Looks
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The status of an answer.</summary>
    public static async Task<HttpStatusCode> Status(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return response.StatusCode;
    }

    /// <summary>What the audit trail says of one kind of action, the last first.</summary>
    public static async Task<JsonNode[]> Audit(this HttpClient client, string action) =>
        [.. (await client.Get($"/audit?action={action}"))["items"]!.AsArray().Select(entry => entry!)];
}
