using Negotiations.Domain.Facts;
using static Negotiations.Service.Tests.Things;

namespace Negotiations.Service.Tests;

/// <summary>A thing that moves between tracks takes along all that was said of it.</summary>
public sealed class MovedThingTests(PostgresFixture postgres) : IAsyncLifetime
{
    private Scribe scribe = null!;

    public async ValueTask InitializeAsync() => scribe = await postgres.Shared.Scribe();

    public ValueTask DisposeAsync()
    {
        scribe.Client.Dispose();
        return ValueTask.CompletedTask;
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
}
