using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>
/// Replays of a store with both samples: what was changed by hand in the database is named, and mended where the events tell how.
/// </summary>
public sealed class ReplayTests(ServiceUnderTest service, PostgresFixture postgres) : IClassFixture<ServiceUnderTest>, IAsyncLifetime
{
    private const string Everything = """{"mode": "verify"}""";
    private const string N = $"/negotiations/{Requests.OfSamples}";
    private readonly HttpClient client = service.CreateClient();

    // A test that leaves the store whole shares it with others.
    public ValueTask InitializeAsync() => Load(service, client);

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_nobody_touched_is_identical_over_every_projection()
    {
        var replay = await client.Replay(Everything);

        replay.Found().ShouldBeEmpty();
        (replay.At("eventsDone"), replay.At("eventsTotal"), replay.At("mended"))
            .ShouldBe(($"{await service.EventCount()}", $"{await service.EventCount()}", "0"));
    }

    [Fact]
    public async Task What_was_changed_by_hand_is_named_and_documents_are_mended()
    {
        await using var service = new ServiceUnderTest(postgres);
        using var client = service.CreateClient();
        await Load(service, client);
        await service.ByHand(
            """
            update {0}.mt_doc_track set data = jsonb_set(data, '{state,opened,title}', '"Forged"') where id = 'russia-ukraine/remains'
            """);
        await service.ByHand("delete from {0}.mt_doc_track where id = 'russia-ukraine/terms'");
        await service.ByHand("""update {0}.mt_doc_negotiation set data = jsonb_set(data, '{state,actors,ua,added,name}', '"Forged"')""");
        await service.ByHand(
            """
            update {0}.mt_doc_fact set position = 'a' where data ->> 'type' = 'talksHeld' and data ->> 'claimsOn' = 'round/istanbul-2'
            """);
        await service.ByHand(
            """
            insert into {0}.mt_doc_fact (id, data)
            select 'ffffffff-0000-7000-8000-000000000000', data from {0}.mt_doc_fact limit 1
            """);
        await service.ByHand(
            """
            update {0}.mt_events set data = jsonb_set(data, '{reason}', '"Forged"')
            where type = 'exchange_postponed' and version > 1 and stream_id = 'russia-ukraine/wounded'
                or (stream_id = 'russia-ukraine/children' and version = 2)
            """);
        string[] documents =
        [
            "documentDiffers negotiation russia-ukraine", "documentDiffers timeline russia-ukraine/istanbul-talks",
            "documentDiffers track russia-ukraine/remains",
            "documentMissing track russia-ukraine/terms", "documentUnexpected timeline ffffffff-0000-7000-8000-000000000000",
        ];

        // By its stream's chain, and as a fact that its other copies contradict.
        string[] events = ["eventAltered event russia-ukraine/children", "eventAltered event russia-ukraine/children"];

        var verified = await client.Replay(Everything);
        var rebuilt = await client.Replay("""{"mode": "rebuild"}""");
        var again = await client.Replay(Everything);

        verified.Found().Order(StringComparer.Ordinal).ShouldBe([.. documents, .. events]);
        verified["found"]!.AsArray()
            .Single(found => found!.At("stream") == "russia-ukraine/remains")!.At("detail")!.ShouldContain("/state/opened/title");
        int.Parse(rebuilt.At("mended")!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(3);
        again.Found().ShouldBe(events);
        (await client.Get($"{N}/tracks/remains")).At("title").ShouldNotBe("Forged");
    }

    [Theory]
    [InlineData("update {0}.mt_events set seq_id = 100000 where stream_id = 'russia-ukraine/prisoners' and version = 3", "eventAltered")]
    [InlineData(
        """
        insert into {0}.mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers)
        select 100000, gen_random_uuid(), stream_id, 1000, data, type, timestamp, headers
        from {0}.mt_events where stream_id = 'russia-ukraine/prisoners' and version = 3
        """, "eventMissing")]
    public async Task An_event_that_was_inserted_or_is_out_of_its_place_is_named(string change, string kind)
    {
        await using var service = new ServiceUnderTest(postgres);
        using var client = service.CreateClient();
        await Load(service, client);
        await PartReplayTests.IsNamed(service, client, change, kind);
    }

    [Theory]
    [InlineData("'\"often\"'")]
    [InlineData("2147483647")]
    [InlineData("99999999999999999999")]
    public async Task What_a_document_says_of_itself_does_not_keep_it_from_being_mended(string mended)
    {
        await using var service = new ServiceUnderTest(postgres);
        using var client = service.CreateClient();
        await Load(service, client);
        await service.ByHand(
            $$$"""
            update {0}.mt_doc_track
            set data = jsonb_set(jsonb_set(data, '{state,opened,title}', '"Forged"'), '{mended}', ({{{mended}}})::text::jsonb)
            where id = 'russia-ukraine/remains'
            """);
        await service.ByHand(
            """update {0}.mt_doc_fact set data = jsonb_set(data, '{moment}', '"never"') where data ->> 'type' = 'talksHeld'""");

        await client.Replay("""{"mode": "rebuild"}""");

        (await client.Replay(Everything)).Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_builds_of_the_index_at_once_do_not_hinder_each_other()
    {
        var ended = await Task.WhenAll(Enumerable.Range(0, 3)
            .Select(_ => client.Replay("""{"mode": "rebuild", "projection": "timeline"}""")));

        ended.ShouldAllBe(replay => replay.At("status") == "completed");
        (await client.Replay(Everything)).Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_part_is_replayed_by_itself()
    {
        await using var service = new ServiceUnderTest(postgres);
        using var client = service.CreateClient();
        await Load(service, client);
        await service.ByHand(
            """
            update {0}.mt_doc_track set data = jsonb_set(data, '{state,opened,title}', '"Forged"')
            where id in ('russia-ukraine/remains', 'russia-ukraine/terms')
            """);
        await service.ByHand("""update {0}.mt_doc_fact set data = jsonb_set(data, '{type}', '"Forged"')""");

        var track = await client.Replay(
            """{"mode": "rebuild", "projection": "track", "negotiation": "russia-ukraine", "track": "remains"}""");
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
        await service.ByHand("""update {0}.mt_doc_fact set data = jsonb_set(data, '{type}', '"Forged"')""");

        await client.Replay("""{"mode": "rebuild", "projection": "timeline"}""");
        var seen = await client.Accepted("RecordPosition",
            """{"tracks": ["remains"], "actor": "ua", "stance": "comment", "text": "Recorded afterwards"}""");

        (await service.Look("select '{0}.mt_doc_fact'::regclass::oid")).ShouldNotBe(oid);
        (await Indexes()).ShouldBe(before);
        (await client.Get($"{N}/timeline?q=afterwards"))["items"]!.AsArray().Single()!.At("factId").ShouldBe(seen.At("factId"));
        (await service.Look(
            """
            select count(*) from {0}_reporting.facts
            where type = 'Forged' or fact_id = (select id from {0}.mt_doc_fact where data ->> 'type' = 'Forged')
            """)).ShouldBe(0L);
        (await service.Look($"select count(*) from {{0}}_reporting.facts where fact_id = '{seen.At("factId")}'")).ShouldBe(1L);
        (await service.Look("select count(*) from {0}.mt_doc_fact"))
            .ShouldBe(await service.Look("select count(*) from {0}.mt_events e where e.id = (e.data ->> 'id')::uuid"));
        (await client.Replay(Everything)).Found().ShouldBeEmpty();

        async Task<object?> Indexes() => await service.Look(
            """
            select string_agg(indexname || indexdef, ';' order by indexname) from pg_indexes
            where schemaname = '{0}' and tablename = 'mt_doc_fact'
            """);
    }

    private static async ValueTask Load(ServiceUnderTest service, HttpClient client)
    {
        if (await service.EventCount() > 0) return;
        service.Clock.SetUtcNow(new DateTimeOffset(2025, 8, 1, 0, 0, 0, TimeSpan.Zero));
        await client.PostSamples();
        await service.IsIndexed();
    }
}
