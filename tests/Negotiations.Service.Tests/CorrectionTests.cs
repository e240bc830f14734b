using System.Net;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;
using static Negotiations.Service.Tests.Things;

namespace Negotiations.Service.Tests;

/// <summary>Facts that are retracted, reinstated or superseded, and what refers to them.</summary>
public sealed class CorrectionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static string Remains => $"/negotiations/{Requests.N}/tracks/remains";
    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await postgres.Shared.WithNegotiation();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_retracted_fact_can_be_reinstated_and_neither_twice()
    {
        await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "demand", "text": "disputed"}""");
        var id = await Last();

        await client.Accepted("RetractFact", $$"""{"fact": "{{id}}", "reason": "A misprint"}""");
        (await client.Post("RetractFact", $$"""{"fact": "{{id}}", "reason": "A misprint"}""")).Body.At("code").ShouldBe("fact-standing");
        await client.Accepted("ReinstateFact", $$"""{"fact": "{{id}}", "reason": "It was right"}""");
        (await client.Post("ReinstateFact", $$"""{"fact": "{{id}}", "reason": "It was right"}"""))
            .Body.At("code").ShouldBe("fact-standing");

        (await Positions()).ShouldBe(["disputed"]);
        (await client.Get($"/facts/{id}"))["corrections"]!.AsArray().Select(correction => correction!.At("kind"))
            .ShouldBe(["retracted", "reinstated"]);
    }

    [Fact]
    public async Task A_retracted_fact_cannot_come_back_into_an_id_that_is_taken()
    {
        var first = await client.Accepted("RecordExchangeAgreement", MutualExchange);
        await client.Accepted("RetractFact", $$"""{"fact": "{{first.At("factId")}}", "reason": "x"}""");
        await client.Accepted("RecordExchangeAgreement", MutualExchange);

        var (status, problem) = await client.Post("ReinstateFact", $$"""{"fact": "{{first.At("factId")}}", "reason": "x"}""");

        (status, problem.At("code")).ShouldBe((HttpStatusCode.Conflict, "exchange-exists"));
    }

    [Fact]
    public async Task A_superseding_fact_takes_place_and_id_over_also_on_another_track()
    {
        var first = await client.Accepted("RecordExchangeAgreement", MutualExchange);

        var second = await client.Accepted("RecordExchangeAgreement",
            MutualExchange.With("supersedes", first.At("factId")!).With("tracks", new JsonArray("talks")));

        second["tracks"]!.AsArray().Select(track => track!.At("track")).ShouldBe(["talks", "remains"]);
        (await client.Get(Remains))["exchanges"]!.AsArray().ShouldBeEmpty();
        (await client.Get($"/negotiations/{Requests.N}/tracks/talks"))["exchanges"]!.AsArray().Count.ShouldBe(1);
        (await client.Get($"/facts/{first.At("factId")}")).At("standing").ShouldBe("superseded");
        (await client.Post("RecordExchangeAgreement", MutualExchange.With("exchange", "e-2").With("supersedes", first.At("factId")!)))
            .Body.At("code").ShouldBe("fact-standing");
    }

    [Fact]
    public async Task What_refers_to_a_retracted_agreement_stays_readable_and_is_flagged()
    {
        var agreed = await client.Accepted("RecordExchangeAgreement", MutualExchange);
        var stage = await client.Accepted("RecordExchangeStage",
            """{"exchange": "e-1", "stage": "one", "deliveries": [{"leg": "ru-ua", "quantity": 10}]}""");
        await client.Accepted("RetractFact", $$"""{"fact": "{{agreed.At("factId")}}", "reason": "x"}""");

        (await client.Get($"/facts/{stage.At("factId")}")).At("orphaned").ShouldBe("true");
        (await client.Get(Remains)).At("exchanges/0/orphaned").ShouldBe("true");
    }

    private async Task<string?> Last() => (await client.Get($"{Remains}/facts"))["items"]!.AsArray()[^1]!.At("factId");

    private async Task<IEnumerable<string?>> Positions() =>
        (await client.Get(Remains))["positions"]!.AsArray().Select(position => position!.At("text"));
}
