using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;
using static Negotiations.Service.Tests.Things;

namespace Negotiations.Service.Tests;

/// <summary>What was known when, what was denied, and whose number it is.</summary>
public sealed class KnowledgeTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static string Remains => $"/negotiations/{Requests.N}/tracks/remains";
    private HttpClient client = null!;
    private ServiceUnderTest? own;

    public async ValueTask InitializeAsync() => client = await postgres.Shared.WithNegotiation();

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        if (own is not null) await own.DisposeAsync();
    }

    [Fact]
    public async Task A_false_fact_is_gone_from_every_date_once_that_is_known_and_there_before()
    {
        await WithClock();
        On("2025-06-05");
        await Position("ua", "false", "2025-06-04");
        var id = await Last();
        On("2025-06-10");
        await client.Accepted("RetractFact", $$"""{"fact": "{{id}}", "occurred": "2025-06-10", "reason": "A misprint"}""");

        (await Positions("?asOf=2025-06-05")).ShouldBeEmpty();
        (await Positions("?asOf=2025-06-05&knownAt=2025-06-09")).ShouldBe(["false"]);
        (await Positions("?asOf=2025-06-05&recordedUntil=2025-06-09")).ShouldBe(["false"]);
        (await Positions("?asOf=2025-06-05&recordedUntil=2025-06-04")).ShouldBeEmpty();
        var fact = await client.Get($"/facts/{id}");
        (fact.At("standing"), fact.At("corrections/0/kind"), fact.At("content/text")).ShouldBe(("retracted", "retracted", "false"));
        (await client.Get($"/facts/{id}?knownAt=2025-06-09")).At("standing").ShouldBe("counts");
    }

    [Fact]
    public async Task A_contested_postponement_is_shown_under_both_voices_and_moves_nothing()
    {
        await client.Accepted("RecordExchangeAgreement", MutualExchange.With("due", "2025-06-07"));
        var postponed = await client.Accepted("RecordExchangePostponement",
            $$"""{"exchange": "e-1", "by": "ua", "until": "2025-12-01", "occurred": "2025-06-07", {{Report("ru")}}}""");
        (await client.Get(Remains)).At("overdue").ShouldBe("0");

        await client.Accepted("DenyFact",
            $$"""{"fact": "{{postponed.At("factId")}}", "text": "No date had been agreed", {{Report("ua")}}}""");

        var track = await client.Get(Remains);
        (track.At("overdue"), track.At("exchanges/0/due"), track.At("exchanges/0/postponed")).ShouldBe(("1", "2025-06-07", null));
        (track.At("contested/0/fact/factId"), track.At("contested/0/claimants/0"), track.At("contested/0/deniedBy/0/claimants/0"))
            .ShouldBe((postponed.At("factId"), "ru", "ua"));
        (await client.Get($"/facts/{postponed.At("factId")}")).At("standing").ShouldBe("contested");
        (await client.Get($"/negotiations/{Requests.N}")).At("tracks/0/contested").ShouldBe("1");
    }

    [Fact]
    public async Task A_denied_incident_is_shown_as_contested_now_and_as_of_its_date()
    {
        var incident = await client.Accepted("RecordIncident", """{"incident": "i-1", "kind": "shelling", "text": "Shelling"}""");
        await client.Accepted("DenyFact", $$"""{"fact": "{{incident.At("factId")}}", {{Report("ru")}}}""");

        (await client.Get(Remains)).At("contested/0/fact/factId").ShouldBe(incident.At("factId"));
        (await client.Get($"{Remains}?asOf=2025-06-20")).At("contested/0/fact/factId").ShouldBe(incident.At("factId"));
    }

    [Fact]
    public async Task A_confirmed_fact_is_known_from_its_first_report()
    {
        await WithClock();
        On("2025-06-18");
        await Position("ua", "confirmed", "2025-06-01");
        var id = await Last();
        (await Positions("?knownAt=2025-06-06")).ShouldBeEmpty();

        await client.Accepted("ConfirmFact",
            $$"""{"fact": "{{id}}", "report": {"source": {"publisher": "p", "publishedAt": "2025-06-05"} } }""");

        (await Positions("?knownAt=2025-06-06")).ShouldBe(["confirmed"]);
        (await Positions("?knownAt=2025-06-04")).ShouldBeEmpty();
        (await client.Get($"/negotiations/{Requests.N}/timeline?knownAt=2025-06-06&type=positionStated"))
            ["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reconciling_is_on_the_record_and_a_contradicting_claim_reopens_it()
    {
        await WithClock();
        On("2025-06-20");
        await client.Accepted("RecordExchangeAgreement", MutualExchange);
        var ua = await Claim("exchange/e-1/ru-ua/delivered", 6057, "ua", "2025-06-16");
        var ru = await Claim("exchange/e-1/ru-ua/delivered", 6060, "ru", "2025-06-16");
        (await Measure("exchange/e-1/ru-ua/delivered")).At("status").ShouldBe("disputed");

        On("2025-06-22");
        await client.Accepted("ReconcileClaims",
            $$"""
            {"measure": "exchange/e-1/ru-ua/delivered", "value": 6057, "considered": ["{{ua}}", "{{ru}}"],
             "rationale": "Counted on receipt"}
            """);
        var reconciled = await Measure("exchange/e-1/ru-ua/delivered");
        var before = await Measure("exchange/e-1/ru-ua/delivered", "?knownAt=2025-06-20");
        (reconciled.At("status"), reconciled.At("accepted/value"), before.At("status")).ShouldBe(("reconciled", "6057", "disputed"));
        (await client.Get(Remains)).At("exchanges/0/legs/0/delivered/value").ShouldBe("6057");

        var third = await Claim("exchange/e-1/ru-ua/delivered", 6100, "tr", "2025-06-16");
        var reopened = await Measure("exchange/e-1/ru-ua/delivered");

        (reopened.At("status"), reopened.At("accepted"), reopened.At("reconciliation/reopenedBy/0")).ShouldBe(("disputed", null, third));
        (await client.Get($"/negotiations/{Requests.N}/claims?status=disputed"))["items"]!.AsArray().Select(item => item!.At("measure"))
            .ShouldBe(["exchange/e-1/ru-ua/delivered"]);
        (await client.Get($"{Remains}/facts"))["items"]!.AsArray()
            .Last(item => item!.At("type") == "claimsReconciled")!.At("content/rationale").ShouldBe("Counted on receipt");
    }

    [Fact]
    public async Task A_track_is_suspended_resumed_and_closed()
    {
        await client.Accepted("SuspendTrack", """{"by": "ru", "reason": "x", "occurred": "2025-06-03"}""");
        (await client.Get(Remains)).At("stage").ShouldBe("suspended");
        await client.Accepted("ResumeTrack", """{"occurred": "2025-06-05"}""");
        (await client.Get($"{Remains}?asOf=2025-06-04")).At("stage").ShouldBe("suspended");
        (await client.Get(Remains)).At("stage").ShouldBe("exploratory");
        await client.Accepted("CloseTrack", """{"outcome": "merged", "reason": "x", "occurred": "2025-06-06"}""");
        (await client.Get(Remains)).At("stage").ShouldBe("closed");
        (await client.Post("CloseTrack", """{"outcome": "merged", "reason": "x"}""")).Body.At("code").ShouldBe("track-closed");
    }

    private static string Report(string claimant) => $$"""
        "report": {"source": {"publisher": "A newspaper"}, "claimants": ["{{claimant}}"]}
        """;

    private async Task Position(string actor, string text, string occurred = "2025-06-02", bool add = false)
    {
        if (add) await client.Accepted("AddActor", $$"""{"actor": "{{actor}}", "name": "x", "kind": "person"}""");
        await client.Accepted("RecordPosition",
            $$"""{"actor": "{{actor}}", "stance": "demand", "text": "{{text}}", "occurred": "{{occurred}}"}""");
    }

    private async Task<string?> Claim(string measure, int value, string claimant, string occurred) =>
        (await client.Accepted("ClaimFigure",
            $$"""{"measure": "{{measure}}", "value": {{value}}, "occurred": "{{occurred}}", {{Report(claimant)}}}""")).At("factId");

    private async Task<JsonNode> Measure(string measure, string query = "") =>
        (await client.Get($"/negotiations/{Requests.N}/claims{query}"))["items"]!.AsArray().Single(item => item!.At("measure") == measure)!;

    private async Task<string?> Last() => (await client.Get($"{Remains}/facts"))["items"]!.AsArray()[^1]!.At("factId");

    private async Task<IEnumerable<string?>> Positions(string query = "") =>
        (await client.Get($"{Remains}{query}"))["positions"]!.AsArray().Select(position => position!.At("text"));

    // The test sets the clock of a service of its own.
    private async Task WithClock()
    {
        own = new ServiceUnderTest(postgres);
        On("2025-06-01");
        client.Dispose();
        client = await own.CreateClient().WithNegotiation();
    }

    // The service's clock only goes forward: what is recorded later is known as later.
    private void On(string day) =>
        own!.Clock.AdjustTime(DateTimeOffset.Parse($"{day}T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
}
