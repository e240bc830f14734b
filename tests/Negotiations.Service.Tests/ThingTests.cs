using System.Net;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>
/// A thing is one, with one id, wherever in its negotiation facts speak of it, whoever races, and however it moves between tracks.
/// </summary>
public sealed class ThingTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Legs = """[{"leg": "one", "from": "ru", "to": "ua", "category": "remains", "quantity": 100}]""";
    private const string Exchange = $$"""{"exchange": "e-1", "terms": "unilateral", "legs": {{Legs}}}""";
    private Scribe scribe = null!;

    public async ValueTask InitializeAsync() => scribe = await postgres.Shared.Scribe();

    public ValueTask DisposeAsync()
    {
        scribe.Client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Of_two_who_make_the_same_thing_on_two_tracks_at_once_one_is_refused()
    {
        for (var i = 0; i < 20; i++)
        {
            var both = await Task.WhenAll(scribe.Post("RecordMemo", Memo($"m-{i}", "t1")), scribe.Post("RecordMemo", Memo($"m-{i}", "t2")));

            both.Select(answer => answer.Status).Order().ShouldBe([HttpStatusCode.Created, HttpStatusCode.Conflict]);
            both.Single(answer => answer.Status == HttpStatusCode.Conflict).Body.At("code").ShouldBe("memo-exists");
        }
    }

    [Fact]
    public async Task An_id_is_handed_over_by_replacing_and_retracting_and_never_held_twice()
    {
        var first = await scribe.Accepted("RecordExchangeAgreement", Exchange);
        var second = await scribe.Accepted("RecordExchangeAgreement",
            Exchange.Insert(1, $"\"tracks\": [\"t2\"], \"supersedes\": \"{first}\", "));
        (await scribe.Post("RecordExchangeAgreement", Exchange.Insert(1, "\"tracks\": [\"t3\"], "))).Body.At("code")
            .ShouldBe("exchange-exists");
        await scribe.Accepted("RetractFact", $$"""{"fact": "{{second}}", "reason": "x"}""");
        (await scribe.Post("RecordExchangeAgreement", Exchange.Insert(1, "\"tracks\": [\"t3\"], "))).Body.At("code")
            .ShouldBe("exchange-exists");
        await scribe.Accepted("RetractFact", $$"""{"fact": "{{first}}", "reason": "x"}""");
        await scribe.Accepted("RecordExchangeAgreement", Exchange.Insert(1, "\"tracks\": [\"t3\"], "));

        (await scribe.Post("ReinstateFact", $$"""{"fact": "{{first}}", "reason": "x"}""")).Body.At("code").ShouldBe("exchange-exists");
        (await scribe.Get("/ledger"))["exchanges"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_lets_a_fact_count_again_is_refused_where_its_id_is_taken_at_any_remove()
    {
        var first = await scribe.Accepted("RecordCommitment", Promise("c-1"));
        var denial = await scribe.Accepted("DenyFact", $$"""{"fact": "{{first}}"}""");
        await scribe.Accepted("RecordCommitment", Promise("c-1").Insert(1, "\"tracks\": [\"t2\"], "));

        (await scribe.Post("DenyFact", $$"""{"fact": "{{denial}}"}""")).Body.At("code").ShouldBe("commitment-exists");

        var second = await scribe.Accepted("RecordCommitment", Promise("c-2"));
        var third = await scribe.Accepted("RecordCommitment", Promise("c-3").Insert(1, $"\"supersedes\": \"{second}\", "));
        await scribe.Accepted("RecordCommitment", Promise("c-2").Insert(1, "\"tracks\": [\"t2\"], "));
        (await scribe.Post("DenyFact", $$"""{"fact": "{{third}}"}""")).Body.At("code").ShouldBe("commitment-exists");
    }

    [Fact]
    public async Task A_batch_is_its_lines_one_after_another()
    {
        (await scribe.Batch(
            ("RecordExchangeAgreement", Exchange),
            ("RecordExchangeStage",
                """{"tracks": ["t2"], "exchange": "e-1", "stage": "s-1", "deliveries": [{"leg": "one", "quantity": 40}]}"""),
            ("ClaimFigure", """{"tracks": ["t3"], "measure": "exchange/e-1/one/delivered", "value": 40}"""),
            ("RecordPosition", """{"tracks": ["t3"], "actor": "ua", "stance": "demand", "text": "x", "on": "exchange/e-1"}"""),
            ("ScheduleRound", """{"round": "r-1", "planned": "2025-06-03", "status": "agreed"}"""),
            ("RecordTalks", """{"tracks": ["t2"], "round": "r-1", "delegations": [{"party": "ua"}]}"""),
            ("RecordMemo", """{"memo": "m-1", "kind": "memorandum", "from": "ua", "to": "ru", "title": "x", "disclosure": "withheld"}"""),
            ("RecordMemo",
                """
                {"tracks": ["t2"], "memo": "m-1", "kind": "memorandum", "from": "ua", "to": "ru", "title": "x",
                 "disclosure": "withheld"}
                """)))
            .ShouldBe(["recorded", "recorded", "recorded", "recorded", "recorded", "recorded", "recorded", "memo-exists"]);

        (await scribe.Leg("e-1")).ShouldBe(("40", "partial"));
        (await scribe.Get("/tracks/t1")).At("overdue").ShouldBe("0");
        (await scribe.Get("/tracks/t1")).At("rounds/0/status").ShouldBe("held");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_round_that_is_planned_on_one_track_and_held_on_another_is_held_in_whichever_order_it_is_recorded(bool talksFirst)
    {
        (string, string)[] both =
        [
            ("ScheduleRound", """{"round": "r-1", "planned": "2025-06-03", "status": "agreed"}"""),
            ("RecordTalks", """{"tracks": ["t2"], "occurred": "2025-06-03", "round": "r-1", "delegations": [{"party": "ua"}]}"""),
        ];
        foreach (var (command, fields) in talksFirst ? both.Reverse() : both) await scribe.Accepted(command, fields);

        var rounds = (await scribe.Get("/rounds"))["items"]!.AsArray();

        rounds.Select(round => (round!.At("track"), round!.At("round/status"), round!.At("round/planned")))
            .ShouldBe([("t2", "held", "2025-06-03")]);
        foreach (var track in new[] { "t1", "t2" }) (await scribe.Get($"/tracks/{track}")).At("rounds/0/status").ShouldBe("held");
        (await scribe.Get("/tracks/t1")).At("overdue").ShouldBe("0");
        (await scribe.Get("/timeline"))["items"]!.AsArray().Count(fact => fact!.At("type") == "talksHeld").ShouldBe(1);
    }

    [Theory]
    [InlineData("""["t2"]""", "0")]
    [InlineData("""["t2", "t1"]""", "1")]
    public async Task An_exchange_that_moves_to_another_track_takes_along_what_was_handed_over(string tracks, string left)
    {
        var first = await scribe.Accepted("RecordExchangeAgreement", Exchange);
        var stage = await scribe.Accepted("RecordExchangeStage",
            """{"exchange": "e-1", "stage": "s-1", "deliveries": [{"leg": "one", "quantity": 40}]}""");
        await scribe.Accepted("RecordExchangeAgreement", Exchange.Insert(1, $"\"tracks\": {tracks}, \"supersedes\": \"{first}\", "));

        (await scribe.Leg("e-1")).ShouldBe(("40", "partial"));
        await scribe.Accepted("RecordExchangeStage",
            """{"tracks": ["t2"], "exchange": "e-1", "stage": "s-2", "deliveries": [{"leg": "one", "quantity": 30}]}""");
        (await scribe.Leg("e-1")).ShouldBe(("70", "partial"));
        (await scribe.Get("/tracks/t2")).At("stage").ShouldBe("implementing");
        (await scribe.Get("/tracks/t1"))["exchanges"]!.AsArray().Count.ToString(System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBe(left);
        (await scribe.Get("/tracks/t1/facts"))["items"]!.AsArray().ShouldAllBe(fact => fact!.At("orphaned") == "false");
        (await scribe.Get("/timeline"))["items"]!.AsArray().Count(fact => fact!.At("factId") == stage).ShouldBe(1);

        await scribe.Accepted("RetractFact", $$"""{"fact": "{{stage}}", "reason": "x"}""");
        (await scribe.Leg("e-1")).ShouldBe(("30", "partial"));
        await postgres.Shared.Service.IsIndexed();
        (await scribe.Client.Replay($$"""{"mode": "verify", "negotiation": "{{scribe.Negotiation}}"}""")).Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_thing_that_comes_back_has_all_that_was_said_of_it_meanwhile()
    {
        var first = await scribe.Accepted("RecordExchangeAgreement", Exchange);
        await scribe.Accepted("RecordExchangeStage",
            """{"exchange": "e-1", "stage": "s-1", "deliveries": [{"leg": "one", "quantity": 40}]}""");
        var second = await scribe.Accepted("RecordExchangeAgreement",
            Exchange.Insert(1, $"\"tracks\": [\"t2\"], \"supersedes\": \"{first}\", "));
        await scribe.Accepted("RecordExchangeStage",
            """{"tracks": ["t2"], "exchange": "e-1", "stage": "s-2", "deliveries": [{"leg": "one", "quantity": 30}]}""");

        await scribe.Accepted("RetractFact", $$"""{"fact": "{{second}}", "tracks": ["t2"], "reason": "x"}""");

        (await scribe.Leg("e-1")).ShouldBe(("70", "partial"));
        (await scribe.Get("/tracks/t1")).At("exchanges/0/legs/0/delivered/value").ShouldBe("70");
        (await scribe.Get("/tracks/t2"))["exchanges"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_promise_that_moves_takes_along_how_it_was_kept()
    {
        var first = await scribe.Accepted("RecordCommitment", Promise("c-1"));
        await scribe.Accepted("AssessCommitment", """{"commitment": "c-1", "status": "full", "occurred": "2025-06-04"}""");

        await scribe.Accepted("RecordCommitment", Promise("c-1").Insert(1, $"\"tracks\": [\"t2\"], \"supersedes\": \"{first}\", "));

        var promises = (await scribe.Get("/commitments"))["items"]!.AsArray();
        promises.Select(promise => (promise!.At("track"), promise!.At("status"), promise!.At("overdue")))
            .ShouldBe([("t2", "full", "false")]);
    }

    [Fact]
    public async Task What_was_replaced_is_replaced_from_every_viewpoint_also_by_an_incident()
    {
        var exchange = await scribe.Accepted("RecordExchangeAgreement", Exchange);
        await scribe.Accepted("RecordIncident", $$"""{"incident": "i-1", "kind": "strike", "text": "x", "supersedes": "{{exchange}}"}""");

        foreach (var query in new[] { "", "?asOf=2025-06-20", "?knownAt=2025-06-20", "?recordedUntil=2025-06-20" })
        {
            (await scribe.Get($"/ledger{query}"))["exchanges"]!.AsArray().ShouldBeEmpty();
            (await scribe.Client.Get($"/facts/{exchange}{query}")).At("standing").ShouldBe("superseded");
        }
    }

    [Fact]
    public async Task A_fact_whose_replacement_is_denied_counts_again()
    {
        var first = await scribe.Accepted("RecordExchangeAgreement", Exchange);
        var second = await scribe.Accepted("RecordExchangeAgreement", Exchange.Replace("100", "200", StringComparison.Ordinal)
            .Insert(1, $"\"supersedes\": \"{first}\", "));
        await scribe.Accepted("DenyFact", $$"""{"fact": "{{second}}"}""");

        (await scribe.Get("/ledger")).At("exchanges/0/exchange/legs/0/agreed/value").ShouldBe("100");
        ((await scribe.Client.Get($"/facts/{first}")).At("standing"), (await scribe.Client.Get($"/facts/{second}")).At("standing"))
            .ShouldBe(("counts", "contested"));
    }

    [Fact]
    public async Task Of_a_chain_of_replacements_only_the_last_counts_though_it_was_known_first()
    {
        static string Position(string text, string published, string? replaced)
        {
            var report = new JsonObject { ["source"] = new JsonObject { ["publisher"] = "A newspaper", ["publishedAt"] = published } };
            var position = new JsonObject { ["actor"] = "ua", ["stance"] = "demand", ["text"] = text, ["report"] = report };
            if (replaced is not null) position["supersedes"] = replaced;
            return position.ToJsonString();
        }

        var first = await scribe.Accepted("RecordPosition", Position("first", "2025-06-02", null));
        var second = await scribe.Accepted("RecordPosition", Position("second", "2025-06-10", first));
        await scribe.Accepted("RecordPosition", Position("third", "2025-06-05", second));

        foreach (var query in new[] { "?knownAt=2025-06-06", "?knownAt=2025-06-12", "" })
        {
            (await scribe.Get($"/timeline{query}"))["items"]!.AsArray().Where(fact => fact!.At("type") == "positionStated")
                .Select(fact => fact!.At("content/text")).ShouldBe(["third"]);
            (await scribe.Get($"/tracks/t1{query}")).At("positions/0/text").ShouldBe("third");
        }
    }

    private static string Memo(string id, string track) =>
        $$"""
        {"memo": "{{id}}", "kind": "memorandum", "from": "ua", "to": "ru", "title": "x",
         "disclosure": "withheld", "tracks": ["{{track}}"]}
        """;

    private static string Promise(string id) => $$"""{"commitment": "{{id}}", "by": ["ru"], "what": "x", "due": "2025-06-05"}""";
}
