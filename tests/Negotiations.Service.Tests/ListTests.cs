using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>Lists over a negotiation: timeline, rounds and claims.</summary>
public sealed class ListTests(PostgresFixture postgres) : IAsyncLifetime
{
    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await postgres.Shared.WithNegotiation();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Claims_about_incidents_are_listed_by_measure_in_pages()
    {
        foreach (var (figure, value) in new[] { ("a", 472), ("a", 80), ("b", 3) })
            await client.Accepted("RecordIncident",
                $$"""
                {"incident": "drones-{{figure}}", "kind": "drone-attack", "text": "x",
                 "figures": [{"figure": "launched", "quantity": {{value}}}], {{Report(value == 80 ? "ua" : "ru")}}}
                """);

        var first = await client.Get($"/negotiations/{Requests.N}/claims?limit=1");
        var second = await client.Get($"/negotiations/{Requests.N}/claims?limit=1&cursor={first.At("next")}");

        (first.At("items/0/measure"), first.At("items/0/status")).ShouldBe(("incident/drones-a/launched", "disputed"));
        (second.At("items/0/measure"), second.At("items/0/status"), second.At("next"))
            .ShouldBe(("incident/drones-b/launched", "single", null));
    }

    [Fact]
    public async Task The_timeline_is_in_world_order_filtered_and_stable_while_facts_arrive()
    {
        await Position("ua", "Demands a ceasefire", "2025-06-03");
        await Position("ru/x", "Wants guarantees", "2025-06-01", add: true);
        await Position("ua/umerov", "Speaks of prisoners", "2025-06-02");
        var timeline = $"/negotiations/{Requests.N}/timeline?type=positionStated";

        var first = await client.Get($"{timeline}&limit=2");
        await Position("ua", "Earlier news", "2025-05-01");
        var second = await client.Get($"{timeline}&limit=2&cursor={first.At("next")}");

        Texts(first).ShouldBe(["Wants guarantees", "Speaks of prisoners"]);
        Texts(second).ShouldBe(["Demands a ceasefire"]);
        Texts(await client.Get($"{timeline}&actor=ua")).ShouldBe(["Earlier news", "Speaks of prisoners", "Demands a ceasefire"]);
        Texts(await client.Get($"{timeline}&actor=ua/umerov")).ShouldBe(["Speaks of prisoners"]);
        Texts(await client.Get($"{timeline}&from=2025-06-02&to=2025-06-02")).ShouldBe(["Speaks of prisoners"]);
        Texts(await client.Get($"{timeline}&asOf=2025-06-01")).ShouldBe(["Earlier news", "Wants guarantees"]);
        Texts(await client.Get($"{timeline}&track=talks")).ShouldBeEmpty();
        Texts(await client.Get($"{timeline}&q=prisoner")).ShouldBe(["Speaks of prisoners"]);
        Texts(await client.Get($"{timeline}&q=ceasefire+or+guarantee")).ShouldBe(["Wants guarantees", "Demands a ceasefire"]);
        Texts(await client.Get($"{timeline}&q=':*!%26|(")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rounds_are_listed_in_the_order_of_their_dates_with_what_is_claimed()
    {
        await client.Accepted("ScheduleRound",
            """{"tracks": ["talks"], "round": "three", "planned": "2025-06-25", "status": "agreed", "occurred": "2025-06-10"}""");
        await client.Accepted("ScheduleRound",
            """{"tracks": ["talks"], "round": "four", "planned": "2025-08", "status": "proposed", "occurred": "2025-06-10"}""");
        await client.Accepted("RecordTalks", """{"tracks": ["talks"], "round": "two", "delegations": [{"party": "ua"}], "duration": 60}""");
        await client.Accepted("PostponeRound",
            """{"tracks": ["talks"], "round": "three", "planned": "2025-07-10", "occurred": "2025-06-12"}""");

        var rounds = await client.Get($"/negotiations/{Requests.N}/rounds");

        rounds["items"]!.AsArray().Select(item => (item!.At("round/round"), item!.At("round/status"), item!.At("round/planned"))).ShouldBe(
            [("two", "held", null), ("three", "postponed", "2025-07-10"), ("four", "proposed", "2025-08")]);
        rounds.At("items/0/round/claims/0/measure").ShouldBe("round/two/duration");
        (await client.Get($"/negotiations/{Requests.N}/rounds?asOf=2025-06-11")).At("items/1/round/status").ShouldBe("scheduled");
    }

    [Fact]
    public async Task An_answer_with_all_times_given_may_be_kept()
    {
        await Position("ua", "x");
        var track = $"/negotiations/{Requests.N}/tracks/remains";
        using var response = await client.GetAsync(
            new Uri($"{track}?asOf=2025-06-02&knownAt=2025-06-03&recordedUntil=2025-06-04", UriKind.Relative),
            TestContext.Current.CancellationToken);
        using var now = await client.GetAsync(new Uri(track, UriKind.Relative), TestContext.Current.CancellationToken);

        response.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromMinutes(1));
        now.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    private static string Report(string claimant) => $$"""
        "report": {"source": {"publisher": "A newspaper"}, "claimants": ["{{claimant}}"]}
        """;

    private static IEnumerable<string?> Texts(JsonObject page) => page["items"]!.AsArray().Select(item => item!.At("content/text"));

    private async Task Position(string actor, string text, string occurred = "2025-06-02", bool add = false)
    {
        if (add) await client.Accepted("AddActor", $$"""{"actor": "{{actor}}", "name": "x", "kind": "person"}""");
        await client.Accepted("RecordPosition",
            $$"""{"actor": "{{actor}}", "stance": "demand", "text": "{{text}}", "occurred": "{{occurred}}"}""");
    }
}
