using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>Both samples: the talks of 2 June 2025 and what is documented of what followed.</summary>
public sealed class FollowUpTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Remains = $"/negotiations/{Requests.OfSamples}/tracks/remains", Leg = "exchange/remains-1/ru-ua/delivered",
    LastStage = "exchange/remains-1/stage/2025-06-16/ru-ua";
    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await postgres.Sampled.Client();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("asOf=2025-06-02", "agreed", "2025-06-02", "6000:0", "[0,6000]:0")]
    [InlineData("asOf=2025-06-12", "implementing", "2025-06-11", "6000:1212", "[0,6000]:27")]
    [InlineData("asOf=2025-06-30", "implementing", "2025-06-11", "6000:[6057,6060]", "[0,6000]:78")]
    [InlineData("asOf=2025-06-30&knownAt=2025-06-05", "agreed", "2025-06-02", "6000:0", "[0,6000]:0")]
    public async Task The_remains_have_a_right_answer_for_each_date_and_what_was_known(string query, string stage, string since,
        string toUkraine, string toRussia)
    {
        var track = await client.Get($"{Remains}?{query}");

        (track.At("stage"), track.At("stageSince")).ShouldBe((stage, since));
        track["exchanges"]![0]!["legs"]!.AsArray().Select(leg => (leg!.At("leg"), $"{Shown(leg!["agreed"])}:{Shown(leg!["delivered"])}"))
            .ShouldBe([("ru-ua", toUkraine), ("ua-ru", toRussia)]);
    }

    [Fact]
    public async Task The_sides_counts_differ_by_three_in_the_last_stage_only()
    {
        var track = await client.Get($"{Remains}?asOf=2025-06-30");

        Disputed(track).ShouldBe([Leg, LastStage, "exchange/remains-1/terms", "exchange/remains-1/ua-ru/agreed"]);
        Claims(track, Leg).ShouldBe([("ua", "6057"), ("ru", "6060")], ignoreOrder: true);
        Claims(track, LastStage).ShouldBe([("ua", "1245"), ("ru", "1248")], ignoreOrder: true);
        (await client.Get($"/negotiations/{Requests.N}/claims?status=disputed"))["items"]!.AsArray().Select(item => item!.At("measure"))
            .ShouldContain(LastStage);
    }

    [Fact]
    public async Task The_articles_numbers_are_ambiguous_and_what_Kyiv_owes_is_said_by_Kyiv_and_disputed_by_Moscow()
    {
        var track = await client.Get($"{Remains}?asOf=2025-06-30");

        Measure(track, "exchange/remains-1/agreed").At("status").ShouldBe("ambiguous");
        Measure(track, "exchange/remains-1/ru-ua/agreed").At("status").ShouldBe("corroborated");
        Measure(track, "exchange/remains-1/ua-ru/agreed")["derived"]!.AsArray()
            .Select(said => (said!.At("speaker"), said!.At("value/value"))).ShouldBe([("ua", "6000"), ("ru", "0")]);
        var leg = track["exchanges"]![0]!["legs"]!.AsArray().Single(one => one!.At("leg") == "ua-ru")!;
        (Shown(leg["outstanding"]), leg.At("disputed")).ShouldBe(("[0,5922]", "true"));
    }

    [Fact]
    public async Task The_alleged_postponement_moves_no_date()
    {
        var track = await client.Get($"{Remains}?asOf=2025-06-10");

        (track.At("exchanges/0/postponed"), track.At("contested/0/claimants/0"), track.At("contested/0/deniedBy/0/claimants/0"))
            .ShouldBe((null, "ru", "ua"));
    }

    [Fact]
    public async Task The_prisoners_of_May_were_exchanged_in_three_stages_and_those_of_June_in_nine_without_numbers()
    {
        var track = await client.Get($"/negotiations/{Requests.N}/tracks/prisoners?asOf=2025-07-31");

        var may = track["exchanges"]!.AsArray().Single(exchange => exchange!.At("exchange") == "prisoners-1")!;
        (may["stages"]!.AsArray().Count, may.At("legs/0/delivered/value"), may.At("legs/0/status"), may.At("legs/1/status"))
            .ShouldBe((3, "1000", "fulfilled", "fulfilled"));
        var june = track["exchanges"]!.AsArray().Single(exchange => exchange!.At("exchange") == "prisoners-2")!;
        (june["stages"]!.AsArray().Count, june.At("legs/1/delivered/unknown"), june.At("legs/0/status")).ShouldBe((9, "true", "partial"));
    }

    private static string Shown(JsonNode? quantity) =>
        quantity is null ? "?" : quantity["between"] is { } range ? range.ToJsonString() : quantity["value"]?.ToString()
        ?? quantity.ToJsonString();

    private static IEnumerable<string?> Disputed(JsonObject track) =>
        track["claims"]!.AsArray().Where(measure => measure!.At("status") == "disputed").Select(measure => measure!.At("measure"));

    private static JsonNode Measure(JsonObject track, string measure) =>
        track["claims"]!.AsArray().Single(item => item!.At("measure") == measure)!;

    private static IEnumerable<(string?, string?)> Claims(JsonObject track, string measure) =>
        Measure(track, measure)["claims"]!.AsArray().Select(claim => (claim!.At("claimant"), claim!.At("value/value")));
}
