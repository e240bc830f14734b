using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Domain.Facts;
using Negotiations.Store.Snapshots;
using Negotiations.Store.Verifying;
using Npgsql;

namespace Negotiations.Service.Tests;

/// <summary>Replays of a store with both samples: what was changed by hand in the database is named, and mended where the events tell how.</summary>
public sealed class ReplayTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Everything = """{"mode": "verify"}""";
    private static readonly string N = $"/negotiations/{Requests.N}";
    private readonly ServiceUnderTest service = new(postgres);
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        service.Clock.SetUtcNow(new DateTimeOffset(2025, 8, 1, 0, 0, 0, TimeSpan.Zero));
        client = service.CreateClient();
        await client.PostSamples();
        await service.IsIndexed();
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task What_nobody_touched_is_identical_over_every_projection()
    {
        var replay = await client.Replay(Everything);

        replay.Found().ShouldBeEmpty();
        (replay.At("eventsDone"), replay.At("eventsTotal"), replay.At("mended")).ShouldBe(($"{await service.EventCount()}", $"{await service.EventCount()}", "0"));
    }

    [Fact]
    public async Task What_was_changed_by_hand_is_named_and_documents_are_mended()
    {
        await service.ByHand("""update {0}.mt_doc_track set data = jsonb_set(data, '{state,opened,title}', '"Forged"') where id = 'russia-ukraine/remains'""");
        await service.ByHand("delete from {0}.mt_doc_track where id = 'russia-ukraine/terms'");
        await service.ByHand("""update {0}.mt_doc_negotiation set data = jsonb_set(data, '{state,actors,ua,added,name}', '"Forged"')""");
        await service.ByHand("""update {0}.mt_doc_fact set position = 'a' where data ->> 'type' = 'talksHeld' and data ->> 'claimsOn' = 'round/istanbul-2'""");
        await service.ByHand("insert into {0}.mt_doc_fact (id, data) select 'ffffffff-0000-7000-8000-000000000000', data from {0}.mt_doc_fact limit 1");
        await service.ByHand("""update {0}.mt_events set data = jsonb_set(data, '{reason}', '"Forged"') where type = 'exchange_postponed' and version > 1 and stream_id = 'russia-ukraine/wounded' or (stream_id = 'russia-ukraine/children' and version = 2)""");
        string[] documents =
        [
            "documentDiffers negotiation russia-ukraine", "documentDiffers timeline russia-ukraine/istanbul-talks", "documentDiffers track russia-ukraine/remains",
            "documentMissing track russia-ukraine/terms", "documentUnexpected timeline ffffffff-0000-7000-8000-000000000000",
        ];

        var verified = await client.Replay(Everything);
        var rebuilt = await client.Replay("""{"mode": "rebuild"}""");
        var again = await client.Replay(Everything);

        verified.Found().Order(StringComparer.Ordinal).ShouldBe([.. documents, "eventAltered event russia-ukraine/children"]);
        verified["found"]!.AsArray().Single(found => found!.At("stream") == "russia-ukraine/remains")!.At("detail")!.ShouldContain("/state/opened/title");
        int.Parse(rebuilt.At("mended")!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(3);
        again.Found().ShouldBe(["eventAltered event russia-ukraine/children"]);
        (await client.Get($"{N}/tracks/remains")).At("title").ShouldNotBe("Forged");
    }

    [Theory]
    [InlineData("delete from {0}.mt_events where stream_id = 'russia-ukraine/prisoners' and version = 3", "eventMissing")]
    [InlineData("delete from {0}.mt_events where stream_id = 'russia-ukraine/prisoners' and version = (select version from {0}.mt_streams where id = 'russia-ukraine/prisoners')", "eventMissing")]
    [InlineData("update {0}.mt_events set data = 'null' where stream_id = 'russia-ukraine/prisoners' and version = 3", "eventUnreadable")]
    [InlineData("update {0}.mt_events set is_archived = true where stream_id = 'russia-ukraine/prisoners' and version = 3", "eventAltered")]
    [InlineData("update {0}.mt_events set seq_id = 100000 where stream_id = 'russia-ukraine/prisoners' and version = 3", "eventAltered")]
    [InlineData("update {0}.mt_events set type = 'exchange_agreed' where stream_id = 'russia-ukraine/prisoners' and version = 1", "eventUnreadable")]
    [InlineData("update {0}.mt_streams set version = 2 where id = 'russia-ukraine/prisoners'", "eventAltered")]
    [InlineData("update {0}.mt_events set version = version + 1000 where stream_id = 'russia-ukraine/prisoners' and version = 3", "eventMissing")]
    [InlineData("update {0}.mt_events set headers = jsonb_set(headers, '{chain}', '\"00\"') where stream_id = 'russia-ukraine/prisoners' and version = 3", "eventAltered")]
    [InlineData("update {0}.mt_events set type = 'nothing_known' where stream_id = 'russia-ukraine/prisoners' and version = 3", "eventUnreadable")]
    [InlineData("update {0}.mt_events set id = gen_random_uuid() where stream_id = 'russia-ukraine/prisoners' and version = 3", "eventAltered")]
    [InlineData("insert into {0}.mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers) select 100000, gen_random_uuid(), stream_id, 1000, data, type, timestamp, headers from {0}.mt_events where stream_id = 'russia-ukraine/prisoners' and version = 3", "eventMissing")]
    public async Task An_event_that_was_removed_inserted_or_altered_is_named(string change, string kind)
    {
        (await service.ByHand(change)).ShouldBe(1);

        var before = await service.Look("select data::text from {0}.mt_doc_track where id = 'russia-ukraine/prisoners'");
        var found = (await client.Replay("""{"mode": "verify", "projection": "track", "negotiation": "russia-ukraine", "track": "prisoners"}""")).Found();
        await client.Replay("""{"mode": "rebuild", "projection": "track", "negotiation": "russia-ukraine", "track": "prisoners"}""");

        found.ShouldContain($"{kind} event russia-ukraine/prisoners");
        (await service.Look("select data::text from {0}.mt_doc_track where id = 'russia-ukraine/prisoners'")).ShouldBe(before);
        // Whoever goes on is answered at once: where the stream's length shows the damage, that nothing can be decided on it.
        var (status, answer) = await client.Post("RecordPosition", """{"tracks": ["prisoners"], "actor": "ua", "stance": "comment", "text": "x"}""");
        if (status != HttpStatusCode.Created) answer.At("code").ShouldBe("damaged-store");
    }

    [Theory]
    [InlineData("'\"often\"'")]
    [InlineData("2147483647")]
    [InlineData("99999999999999999999")]
    public async Task What_a_document_says_of_itself_does_not_keep_it_from_being_mended(string mended)
    {
        await service.ByHand($$$"""update {0}.mt_doc_track set data = jsonb_set(jsonb_set(data, '{state,opened,title}', '"Forged"'), '{mended}', ({{{mended}}})::text::jsonb) where id = 'russia-ukraine/remains'""");
        await service.ByHand("""update {0}.mt_doc_fact set data = jsonb_set(data, '{moment}', '"never"') where data ->> 'type' = 'talksHeld'""");

        await client.Replay("""{"mode": "rebuild"}""");

        (await client.Replay(Everything)).Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_builds_of_the_index_at_once_do_not_hinder_each_other()
    {
        var ended = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => client.Replay("""{"mode": "rebuild", "projection": "timeline"}""")));

        ended.ShouldAllBe(replay => replay.At("status") == "completed");
        (await client.Replay(Everything)).Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_part_is_replayed_by_itself()
    {
        await service.ByHand("""update {0}.mt_doc_track set data = jsonb_set(data, '{state,opened,title}', '"Forged"') where id in ('russia-ukraine/remains', 'russia-ukraine/terms')""");
        await service.ByHand("""update {0}.mt_doc_fact set data = jsonb_set(data, '{summary}', '"Forged"')""");

        var track = await client.Replay("""{"mode": "rebuild", "projection": "track", "negotiation": "russia-ukraine", "track": "remains"}""");
        var timeline = await client.Replay("""{"mode": "rebuild", "projection": "timeline", "negotiation": "russia-ukraine"}""");

        track.Found().ShouldBe(["documentDiffers track russia-ukraine/remains"]);
        timeline.At("differences").ShouldBe($"{await service.Look("select count(*) from {0}.mt_doc_fact")}");
        (await client.Replay(Everything)).Found().ShouldBe(["documentDiffers track russia-ukraine/terms"]);
    }

    [Fact]
    public async Task The_index_is_built_beside_the_one_that_serves_and_takes_its_place()
    {
        var before = await Indexes();
        var oid = await service.Look("select '{0}.mt_doc_fact'::regclass::oid");
        await service.ByHand("""update {0}.mt_doc_fact set data = jsonb_set(data, '{summary}', '"Forged"')""");

        await client.Replay("""{"mode": "rebuild", "projection": "timeline"}""");
        var seen = await client.Accepted("RecordPosition", """{"tracks": ["remains"], "actor": "ua", "stance": "comment", "text": "Recorded afterwards"}""");

        (await service.Look("select '{0}.mt_doc_fact'::regclass::oid")).ShouldNotBe(oid);
        (await Indexes()).ShouldBe(before);
        (await client.Get($"{N}/timeline?q=afterwards"))["items"]!.AsArray().Single()!.At("factId").ShouldBe(seen.At("factId"));
        (await service.Look("select count(*) from {0}_reporting.facts where summary = 'Forged' or fact_id = (select id from {0}.mt_doc_fact where data ->> 'summary' = 'Forged')")).ShouldBe(0L);
        (await service.Look($"select count(*) from {{0}}_reporting.facts where fact_id = '{seen.At("factId")}'")).ShouldBe(1L);
        (await service.Look("select count(*) from {0}.mt_doc_fact")).ShouldBe(await service.Look("select count(*) from {0}.mt_events e where e.id = (e.data ->> 'id')::uuid"));
        (await client.Replay(Everything)).Found().ShouldBeEmpty();

        async Task<object?> Indexes() => await service.Look("select string_agg(indexname || indexdef, ';' order by indexname) from pg_indexes where schemaname = '{0}' and tablename = 'mt_doc_fact'");
    }

    [Theory]
    [InlineData("update {0}.mt_doc_track set data = data - 'schema'")]
    [InlineData("""update {0}.mt_doc_track set data = jsonb_set(jsonb_set(data, '{schema}', '1'), '{state}', '{"key": "remains", "negotiation": "russia-ukraine", "rounds": 5}')""")]
    public async Task A_snapshot_of_another_schema_is_folded_when_it_is_loaded(string change)
    {
        await service.ByHand(change);

        var remains = await client.Get($"{N}/tracks/remains");
        var board = await client.Get(N);
        await client.Accepted("RecordPosition", """{"tracks": ["remains"], "actor": "ua", "stance": "comment", "text": "x"}""");

        (remains.At("stage"), remains.At("exchanges/0/legs/0/status")).ShouldBe(("implementing", "fulfilled"));
        board["tracks"]!.AsArray().Count.ShouldBe(10);
        (await client.Replay("""{"mode": "verify", "projection": "track", "negotiation": "russia-ukraine", "track": "remains"}""")).Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lost_snapshot_is_mended_before_anything_is_decided_on_it()
    {
        await service.ByHand("delete from {0}.mt_doc_track where id = 'russia-ukraine/remains'");

        (await client.Get($"{N}/tracks/remains")).At("stage").ShouldBe("implementing");
        var (status, problem) = await client.Post("RecordExchangeAgreement", """{"exchange": "remains-1", "legs": [{"leg": "a", "from": "ua", "to": "ru", "category": "remains"}]}""");

        (status, problem.At("code")).ShouldBe((HttpStatusCode.Conflict, "exchange-exists"));
        (await client.Replay(Everything)).Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_decided_on_a_snapshot_that_was_mended_meanwhile_is_turned_back()
    {
        var mender = service.Services.GetRequiredService<SnapshotMender>();
        await using var session = service.Store.LightweightSession();
        var stream = await session.Events.FetchForWriting<StoredTrack>("russia-ukraine/remains", TestContext.Current.CancellationToken);
        await service.ByHand("""update {0}.mt_doc_track set data = jsonb_set(data, '{chain}', '"x"') where id = 'russia-ukraine/remains'""");

        (await mender.Mend("russia-ukraine/remains", TestContext.Current.CancellationToken)).ShouldBe(true);
        session.Store(stream.Aggregate!);
        var refused = await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync(TestContext.Current.CancellationToken));

        refused.ToString().ShouldContain(PostgresErrorCodes.SerializationFailure);
    }

    [Fact]
    public async Task A_replay_can_be_ended_and_listed()
    {
        var (_, last) = await Ask("""{"mode": "verify"}""");
        await client.GetStringAsync(new Uri($"/replays/{last.At("replay")}/stream", UriKind.Relative), TestContext.Current.CancellationToken);
        using var tooLate = await client.DeleteAsync(new Uri($"/replays/{last.At("replay")}", UriKind.Relative), TestContext.Current.CancellationToken);
        using var unknown = await client.DeleteAsync(new Uri($"/replays/{Guid.NewGuid()}", UriKind.Relative), TestContext.Current.CancellationToken);

        (tooLate.StatusCode, unknown.StatusCode).ShouldBe((HttpStatusCode.Conflict, HttpStatusCode.NotFound));
        (await client.Get("/replays")).At("items/0/replay").ShouldBe(last.At("replay"));
    }

    [Theory]
    [InlineData("""{"mode": "look"}""", 400, "unknown-word", "mode")]
    [InlineData("""{}""", 400, "missing-member", "mode")]
    [InlineData("""{"mode": "verify", "projections": "track"}""", 400, "unknown-member", "projections")]
    [InlineData("""{"mode": "verify", "track": "remains"}""", 400, "missing-member", "negotiation")]
    [InlineData("""{"mode": "verify", "projection": "negotiation", "negotiation": "russia-ukraine", "track": "remains"}""", 400, "unused-member", "track")]
    [InlineData("""{"mode": "verify", "negotiation": "russia-ukrain"}""", 404, "unknown-negotiation", "negotiation")]
    [InlineData("""{"mode": "verify", "negotiation": "russia-ukraine", "track": "remain"}""", 404, "unknown-track", "track")]
    [InlineData("[]", 400, "malformed", null)]
    public async Task A_replay_that_cannot_be_done_is_refused(string body, int status, string code, string? field)
    {
        var (answered, problem) = await Ask(body);

        ((int)answered, problem.At("code"), problem["field"]?.ToString()).ShouldBe((status, code, field));
        (await client.Get("/replays"))["items"]!.AsArray().ShouldBeEmpty();
    }

    private async Task<(HttpStatusCode Status, JsonObject Body)> Ask(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/replays", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject());
    }
}
