using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>
/// Lets a client see what it wrote in the lists that follow the facts: it remembers the last sequence that a receipt told, and asks for it
/// with <c>minSequence</c>.
/// </summary>
internal sealed class ReadsOwnWrites : DelegatingHandler
{
    private static readonly string[] Following =
        ["/timeline", "/claims", "/changes", "/positions", "/facets", "/days", "/facts.csv", "/claims.csv", "/feed.atom", "/feed.json"];

    private const long LastOfAny = 1L << 40;
    private long last;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        if (request.Method != HttpMethod.Post && IsFollowing(address.AbsolutePath)
            && !address.Query.Contains("minSequence", StringComparison.Ordinal))
            request.RequestUri = new Uri($"{address}{(address.Query == "" ? "?" : "&")}minSequence={Interlocked.Read(ref last)}");
        var response = await base.SendAsync(request, cancellationToken);
        if (request.Method != HttpMethod.Post || !response.IsSuccessStatusCode) return response;
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var told = body.StartsWith('{')
            ? JsonNode.Parse(body.TrimEnd().Split("\n{")[^1] is var end && end.StartsWith('{') ? end : "{" + end) : null;
        if (told?["sequence"] is { } sequence)
            Remember(sequence.GetValue<long>());
        return response;
    }

    // Whoever may not see every negotiation is told numbers without an order.
    private void Remember(long sequence) =>
        Interlocked.Exchange(ref last, sequence > LastOfAny ? sequence : Math.Max(Interlocked.Read(ref last), sequence));

    private static bool IsFollowing(string path) => path.Contains("/measures/", StringComparison.Ordinal)
        || Following.Any(list => path.EndsWith(list, StringComparison.Ordinal));
}
