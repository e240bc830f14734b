using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Time;
using Negotiations.Store.Verifying;
using Negotiations.Store.Writing;
using Npgsql;

namespace Negotiations.Service.Tests;

/// <summary>
/// Replays of one negotiation of a store with others: what was changed by hand in it is named, and mended where the events tell how.
/// </summary>
public sealed class PartReplayTests(ServiceUnderTest service, PostgresFixture postgres) : IClassFixture<ServiceUnderTest>, IDisposable
{
    private static readonly DateTimeOffset AfterAll = new(2025, 8, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly HttpClient client = After(service).CreateClient().OnItsOwn();

    private static string N => $"/negotiations/{Requests.N}";

    public void Dispose() => client.Dispose();

    [Theory]
    [InlineData("delete from {0}.mt_events where stream_id = 'russia-ukraine/prisoners' and version = 3", "eventMissing")]
    [InlineData("delete from {0}.mt_events where stream_id = 'russia-ukraine/prisoners' "
        + "and version = (select version from {0}.mt_streams where id = 'russia-ukraine/prisoners')", "eventMissing")]
    [InlineData("update {0}.mt_events set data = 'null' where stream_id = 'russia-ukraine/prisoners' and version = 3", "eventUnreadable")]
    [InlineData("update {0}.mt_events set is_archived = true where stream_id = 'russia-ukraine/prisoners' and version = 3", "eventAltered")]
    [InlineData("update {0}.mt_events set type = 'exchange_agreed' where stream_id = 'russia-ukraine/prisoners' and version = 1",
        "eventUnreadable")]
    [InlineData("update {0}.mt_streams set version = 2 where id = 'russia-ukraine/prisoners'", "eventAltered")]
    [InlineData("update {0}.mt_events set version = version + 1000 where stream_id = 'russia-ukraine/prisoners' and version = 3",
        "eventMissing")]
    [InlineData("update {0}.mt_events set headers = jsonb_set(headers, '{chain}', '\"00\"') "
        + "where stream_id = 'russia-ukraine/prisoners' and version = 3", "eventAltered")]
    [InlineData("update {0}.mt_events set type = 'nothing_known' where stream_id = 'russia-ukraine/prisoners' and version = 3",
        "eventUnreadable")]
    [InlineData("update {0}.mt_events set id = gen_random_uuid() where stream_id = 'russia-ukraine/prisoners' and version = 3",
        "eventAltered")]
    public async Task An_event_that_was_removed_or_altered_is_named(string change, string kind)
    {
        await client.PostSamples();

        await IsNamed(service, client, Requests.Own(change), kind);
    }

    [Theory]
    [InlineData("update {0}.mt_doc_track set data = data - 'schema' where id like 'russia-ukraine/%'")]
    [InlineData(
        """
        update {0}.mt_doc_track set data = jsonb_set(jsonb_set(data, '{schema}', '1'), '{state}',
            '{"key": "remains", "negotiation": "russia-ukraine", "rounds": 5}')
        where id like 'russia-ukraine/%'
        """)]
    public async Task A_snapshot_of_another_schema_is_folded_when_it_is_loaded(string change)
    {
        await client.PostSamples();
        await service.ByHand(Requests.Own(change));

        var remains = await client.Get($"{N}/tracks/remains");
        var board = await client.Get(N);
        await client.Accepted("RecordPosition", """{"tracks": ["remains"], "actor": "ua", "stance": "comment", "text": "x"}""");

        (remains.At("stage"), remains.At("exchanges/0/legs/0/status")).ShouldBe(("implementing", "fulfilled"));
        board["tracks"]!.AsArray().Count.ShouldBe(10);
        (await client.Replay(Requests.Own(
            """{"mode": "verify", "projection": "track", "negotiation": "russia-ukraine", "track": "remains"}""")))
            .Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lost_snapshot_is_mended_before_anything_is_decided_on_it()
    {
        await client.PostSamples();
        await service.IsIndexed();
        await service.ByHand(Requests.Own("delete from {0}.mt_doc_track where id = 'russia-ukraine/remains'"));

        (await client.Get($"{N}/tracks/remains")).At("stage").ShouldBe("implementing");
        var (status, problem) = await client.Post("RecordExchangeAgreement",
            """{"exchange": "remains-1", "legs": [{"leg": "a", "from": "ua", "to": "ru", "category": "remains"}]}""");

        (status, problem.At("code")).ShouldBe((HttpStatusCode.Conflict, "exchange-exists"));
        (await client.Replay(Requests.Own("""{"mode": "verify", "negotiation": "russia-ukraine"}"""))).Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_decided_on_a_snapshot_that_was_mended_meanwhile_is_turned_back()
    {
        await client.PostSamples();
        var mender = service.Services.GetRequiredService<SnapshotMender>();
        await using var session = service.Store.LightweightSession();
        var fact = new PositionStated(ActorKey.Of("ua"), Stance.Comment, "x", null, null)
        {
            Id = Guid.CreateVersion7(),
            Negotiation = Key.Of(Requests.N),
            Tracks = [Key.Of("remains")],
            Occurred = Occurrence.Of("2025-06-02"),
            Recorded = new Recorded(TimeProvider.System.GetUtcNow(), "x"),
        };
        var unit = new UnitOfWork(session);
        await unit.Open([fact], TestContext.Current.CancellationToken);
        await service.ByHand(Requests.Own(
            """update {0}.mt_doc_track set data = jsonb_set(data, '{chain}', '"x"') where id = 'russia-ukraine/remains'"""));

        (await mender.Mend($"{Requests.N}/remains", TestContext.Current.CancellationToken)).ShouldBe(true);
        await unit.Append(fact, null, TestContext.Current.CancellationToken);
        var refused = await Should.ThrowAsync<Exception>(() => unit.Save(TestContext.Current.CancellationToken));

        refused.ToString().ShouldContain(PostgresErrorCodes.SerializationFailure);
    }

    [Fact]
    public async Task A_replay_can_be_ended_and_listed()
    {
        var (_, last) = await Ask(client, """{"mode": "verify"}""");
        await client.GetStringAsync(new Uri($"/replays/{last.At("replay")}/stream", UriKind.Relative),
            TestContext.Current.CancellationToken);
        using var tooLate = await client.DeleteAsync(new Uri($"/replays/{last.At("replay")}", UriKind.Relative),
            TestContext.Current.CancellationToken);
        using var unknown = await client.DeleteAsync(new Uri($"/replays/{Guid.NewGuid()}", UriKind.Relative),
            TestContext.Current.CancellationToken);

        (tooLate.StatusCode, unknown.StatusCode).ShouldBe((HttpStatusCode.Conflict, HttpStatusCode.NotFound));
        (await client.Get("/replays")).At("items/0/replay").ShouldBe(last.At("replay"));
    }

    [Theory]
    [InlineData("""{"mode": "look"}""", 400, "unknown-word", "mode")]
    [InlineData("""{}""", 400, "missing-member", "mode")]
    [InlineData("""{"mode": "verify", "projections": "track"}""", 400, "unknown-member", "projections")]
    [InlineData("""{"mode": "verify", "track": "remains"}""", 400, "missing-member", "negotiation")]
    [InlineData(
        """{"mode": "verify", "projection": "negotiation", "negotiation": "russia-ukraine", "track": "remains"}""",
        400, "unused-member", "track")]
    [InlineData("""{"mode": "verify", "negotiation": "russia-ukrain"}""", 404, "unknown-negotiation", "negotiation")]
    [InlineData("""{"mode": "verify", "negotiation": "russia-ukraine", "track": "remain"}""", 404, "unknown-track", "track")]
    [InlineData("[]", 400, "malformed", null)]
    public async Task A_replay_that_cannot_be_done_is_refused(string body, int status, string code, string? field)
    {
        using var reader = await postgres.Sampled.Client();

        var (answered, problem) = await Ask(reader, body);

        ((int)answered, problem.At("code"), problem["field"]?.ToString()).ShouldBe((status, code, field));
        (await reader.Get("/replays"))["items"]!.AsArray().ShouldBeEmpty();
    }

    /// <summary>Changes a stream in some way, and looks for the kind of damage that a replay names.</summary>
    internal static async Task IsNamed(ServiceUnderTest service, HttpClient client, string change, string kind)
    {
        (await service.ByHand(change)).ShouldBe(1);

        var before = await service.Look($"select data::text from {{0}}.mt_doc_track where id = '{Requests.N}/prisoners'");
        var found = (await client.Replay(Requests.Own(
            """{"mode": "verify", "projection": "track", "negotiation": "russia-ukraine", "track": "prisoners"}"""))).Found();
        await client.Replay(Requests.Own(
            """{"mode": "rebuild", "projection": "track", "negotiation": "russia-ukraine", "track": "prisoners"}"""));

        found.ShouldContain($"{kind} event {Requests.N}/prisoners");
        (await service.Look($"select data::text from {{0}}.mt_doc_track where id = '{Requests.N}/prisoners'")).ShouldBe(before);
        // Whoever goes on is answered at once: where the stream's length shows the damage, that nothing can be decided on it.
        var (status, answer) = await client.Post("RecordPosition",
            """{"tracks": ["prisoners"], "actor": "ua", "stance": "comment", "text": "x"}""");
        if (status != HttpStatusCode.Created) answer.At("code").ShouldBe("damaged-store");
    }

    // The clock goes forward only.
    private static ServiceUnderTest After(ServiceUnderTest service)
    {
        if (service.Clock.GetUtcNow() < AfterAll) service.Clock.SetUtcNow(AfterAll);
        return service;
    }

    private static async Task<(HttpStatusCode Status, JsonObject Body)> Ask(HttpClient client, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/replays", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (response.StatusCode,
            JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject());
    }
}
