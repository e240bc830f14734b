using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>Exports and imports negotiations over HTTP.</summary>
internal static class Transfers
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The lines of a file.</summary>
    public static string[] Lines(string file) => file.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The export of the negotiation that the test speaks of, or of another, without proofs: each store has its own.</summary>
    public static Task<string> Export(this HttpClient from, string? negotiation = null) =>
        from.GetStringAsync(new Uri($"/negotiations/{negotiation ?? Requests.N}/export?proofs=false", UriKind.Relative), Cancellation);

    /// <summary>Imports a file, and returns the lines of the answer.</summary>
    public static async Task<JsonObject[]> Import(this HttpClient into, string file)
    {
        using var content = new StringContent(file, Encoding.UTF8, "application/x-ndjson");
        using var response = await into.PostAsync(new Uri("/import", UriKind.Relative), content, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.MultiStatus);
        return [.. Lines(await response.Content.ReadAsStringAsync(Cancellation)).Select(line => JsonNode.Parse(line)!.AsObject())];
    }
}
