using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>
/// One service with the made-up negotiation that has every word once, and one other, at noon of 1 January 2026; it is only read.
/// </summary>
public sealed class MadeUpNegotiation(PostgresFixture postgres) : IAsyncLifetime
{
    public const string N = "/negotiations/varda-selin", Other = "other-talks";

    public ServiceUnderTest Service { get; } = new(postgres);

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service.Clock.AdjustTime(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
        Client = Service.CreateClient();
        await Post(await Requests.Sample("varda-selin"));
        await Post($$"""
            {"command": "OpenNegotiation", "negotiation": "{{Other}}", "title": "Other talks"}
            {"command": "AddActor", "negotiation": "{{Other}}", "actor": "one", "name": "One", "kind": "state"}
            {"command": "OpenTrack", "negotiation": "{{Other}}", "track": "t", "title": "A track", "subject": "terms"}
            """);
        await Post(string.Join('\n',
            Line("RecordAgreement", "2024-04-01", """ "agreement": "pact", "title": "A pact", "stage": "pre", "signatories": ["one"]"""),
            Line("RecordProposal", "2024-04-02", """ "proposal": "offer", "by": ["one"], "kind": "terms", "what": "A corridor" """),
            Line("RecordIncident", "2024-04-03",
                """ "incident": "x", "kind": "k", "text": "Shots", "figures": [{"figure": "wounded", "quantity": 3}]""")));
        await Service.IsIndexed();
    }

    public Task<JsonObject> Get(string path) => Client.Get(path);

    public async Task<JsonObject[]> Items(string path) => [.. (await Get(path))["items"]!.AsArray().Select(item => item!.AsObject())];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Service.DisposeAsync();
    }

    private static string Line(string command, string occurred, string fields) => $$$"""
        {"command": "{{{command}}}", "negotiation": "{{{Other}}}", "tracks": ["t"], "occurred": "{{{occurred}}}",
        "report": {"source": {"publisher": "P", "publishedAt": "{{{occurred}}}"}}, {{{fields}}}}
        """.Replace("\n", " ", StringComparison.Ordinal);

    private async Task Post(string lines)
    {
        var (_, answers) = await Client.PostLines(lines);
        answers[..^1].ShouldAllBe(answer => answer.At("status") == "recorded");
    }
}
