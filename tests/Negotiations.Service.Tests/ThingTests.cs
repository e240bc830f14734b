using System.Net;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;
using static Negotiations.Service.Tests.Things;

namespace Negotiations.Service.Tests;

/// <summary>
/// A thing is one, with one id, wherever in its negotiation facts speak of it, whoever races, and however it moves between tracks.
/// </summary>
public sealed class ThingTests(PostgresFixture postgres) : IAsyncLifetime
{
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

        // The number that is denied stays: from what it is without it to what it is with it.
        var leg = (await scribe.Get("/ledger"))["exchanges"]![0]!["exchange"]!["legs"]![0]!;
        leg["agreed"]!["between"]!.ToJsonString().ShouldBe("[100,200]");
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
}
