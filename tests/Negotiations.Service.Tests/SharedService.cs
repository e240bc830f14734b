using System.Net;
using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>One service for all tests that ask nothing special of it; each records in a negotiation of its own.</summary>
public sealed class SharedService(PostgresFixture postgres) : IAsyncDisposable
{
    private static readonly string[] Actors = ["ua", "ru", "tr"], Tracks = ["t1", "t2", "t3"];
    private int negotiations;

    // Tests of two classes may ask for it at once, and it is to be started once.
    private readonly Lazy<ServiceUnderTest> service = new(() => Started(postgres));

    public ServiceUnderTest Service => service.Value;

    /// <summary>A client whose test speaks of a negotiation of its own, and that negotiation.</summary>
    public Task<HttpClient> WithNegotiation() => Service.CreateClient().OnItsOwn().WithNegotiation();

    public async ValueTask DisposeAsync()
    {
        if (service.IsValueCreated) await service.Value.DisposeAsync();
    }

    private static ServiceUnderTest Started(PostgresFixture postgres)
    {
        var service = new ServiceUnderTest(postgres);
        service.StartServer();
        return service;
    }

    /// <summary>A negotiation with the actors ua, ru and tr and the tracks t1, t2 and t3, and a client that speaks of it.</summary>
    public async Task<Scribe> Scribe()
    {
        var scribe = new Scribe(Service.CreateClient(), $"negotiation-{Interlocked.Increment(ref negotiations)}");
        var actors = Actors.Select(actor =>
            ("AddActor", $$"""{"actor": "{{actor}}", "name": "{{actor}}", "kind": "state", "role": "party"}"""));
        var tracks = Tracks.Select(track =>
            ("OpenTrack", $$"""{"track": "{{track}}", "title": "{{track}}", "subject": "other"}"""));
        var outcomes = await scribe.Batch([("OpenNegotiation", """{"title": "A negotiation"}"""), .. actors, .. tracks]);
        outcomes.ShouldAllBe(outcome => outcome == "recorded");
        return scribe;
    }
}

/// <summary>Records in one negotiation, and reads it.</summary>
public sealed class Scribe(HttpClient client, string negotiation)
{
    public HttpClient Client => client;

    public string Negotiation => negotiation;

    /// <summary>A command with the usual envelope: on t1, of 2 June, by a newspaper, unless the fields say otherwise.</summary>
    public string Command(string command, string fields)
    {
        var body = Requests.Envelope(command, fields);
        body["negotiation"] = negotiation;
        if (body["tracks"] is not null && !JsonNode.Parse(fields)!.AsObject().ContainsKey("tracks")) body["tracks"] = new JsonArray("t1");
        return body.ToJsonString();
    }

    public Task<(HttpStatusCode Status, JsonObject Body)> Post(string command, string fields) =>
        client.PostRaw(command, Command(command, fields));

    /// <summary>Records a command, and returns its fact.</summary>
    public async Task<string> Accepted(string command, string fields)
    {
        var (status, body) = await Post(command, fields);
        status.ShouldBe(HttpStatusCode.Created, body.ToJsonString());
        return body.At("factId")!;
    }

    /// <summary>Records commands in one batch; what became of each.</summary>
    public async Task<string[]> Batch(params (string Command, string Fields)[] commands)
    {
        var lines = string.Join('\n',
            commands.Select(one => Command(one.Command, one.Fields).Insert(1, $"\"command\": \"{one.Command}\", ")));
        return [.. (await client.PostLines(lines)).Lines[..^1].Select(line => line["problem"] is { } problem ? problem.At("code")!
            : line.At("status")!)];
    }

    /// <summary>An answer about the negotiation.</summary>
    public Task<JsonObject> Get(string path) => client.Get($"/negotiations/{negotiation}{path}");

    /// <summary>Of a leg in the ledger of the negotiation, what is delivered and how it stands.</summary>
    public async Task<(string? Delivered, string? Status)> Leg(string exchange, string query = "")
    {
        var found = (await Get($"/ledger{query}"))["exchanges"]!.AsArray().SingleOrDefault(one => one!.At("exchange/exchange") == exchange);
        return found is null ? (null, null) : (found.At("exchange/legs/0/delivered/value"), found.At("exchange/legs/0/status"));
    }
}
