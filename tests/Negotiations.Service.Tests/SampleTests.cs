using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>The talks of 2 June 2025 as they are shipped.</summary>
public sealed partial class SampleTests(ServiceUnderTest service) : IClassFixture<ServiceUnderTest>, IAsyncLifetime
{
    private static readonly string[] Lines =
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Samples", "istanbul-2025-06-02.ndjson"));
    private readonly HttpClient client = service.CreateClient();

    public async ValueTask InitializeAsync()
    {
        if (await service.EventCount() > 0) return;
        var (_, answers) = await client.PostLines(string.Join('\n', Lines));
        answers[..^1].ShouldAllBe(answer => answer.At("status") == "recorded");
        await service.IsIndexed();
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Every_fact_of_the_article_is_tied_to_a_line() =>
        Lines.SelectMany(line => FactId.Matches(JsonNode.Parse(line)!["note"]?.ToString() ?? ""))
            .Select(match => int.Parse(match.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture))
            .Distinct().Order().ShouldBe(Enumerable.Range(1, 70));

    [Fact]
    public async Task Posted_again_it_is_replayed_line_by_line()
    {
        var count = await service.EventCount();

        var (_, answers) = await client.PostLines(string.Join('\n', Lines));

        answers[^1].At("summary/replayed").ShouldBe($"{Lines.Length}");
        (await service.EventCount()).ShouldBe(count);
    }

    [Fact]
    public async Task The_board_lists_the_tracks_and_what_is_due()
    {
        var board = await client.Get($"/negotiations/{Requests.N}?asOf=2025-06-02");

        board["tracks"]!.AsArray().Select(track => (track!.At("track"), track!.At("stage"))).ShouldBe(
        [
            ("battlefield", "active"), ("ceasefire", "active"), ("children", "active"), ("istanbul-talks", "agreed"),
            ("mediation", "active"),
            ("prisoners", "agreed"), ("remains", "agreed"), ("sanctions", "active"), ("terms", "active"), ("wounded", "agreed"),
        ]);
        board["tracks"]!.AsArray().ShouldAllBe(track => track!["lastMovement"] != null);
        var terms = board["tracks"]!.AsArray().Single(track => track!.At("track") == "terms")!;
        (terms.At("next/kind"), terms.At("next/due"), terms.At("overdue")).ShouldBe(("memo", "2025-06-09", "0"));
    }

    [Fact]
    public async Task Today_the_reply_is_overdue() =>
        (await client.Get($"/negotiations/{Requests.N}/tracks/terms")).At("overdueItems/0/due").ShouldBe("2025-06-09");

    [Theory]
    [InlineData("remains", "exchange/remains-1/agreed", "6000,12000")]
    [InlineData("istanbul-talks", "round/istanbul-2/duration", "atLeast 60,atMost 60,60")]
    [InlineData("istanbul-talks", "round/istanbul-2/outcome/istanbul-talks", "noProgress,progress,agreement")]
    [InlineData("children", "children/list-339/listed", "339")]
    public async Task Conflicting_values_stand_side_by_side(string track, string measure, string values)
    {
        var claims = (await client.Get($"/negotiations/{Requests.N}/tracks/{track}"))["claims"]!.AsArray()
            .Single(claims => claims!.At("measure") == measure)!;

        claims["claims"]!.AsArray().Select(claim => Shown(claim!["value"]!)).ShouldBe(values.Split(','), ignoreOrder: true);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(500)]
    public async Task Each_measure_is_listed_once_whatever_the_size_of_a_page(int limit)
    {
        var (measures, next) = (new List<string>(), "");
        do
        {
            var page = await client.Get($"/negotiations/{Requests.N}/claims?limit={limit}{next}");
            measures.AddRange(page["items"]!.AsArray().Select(measure => measure!.At("measure")!));
            next = page.At("next") is { } cursor ? $"&cursor={cursor}" : null;
        }
        while (next is not null);

        measures.Count.ShouldBeGreaterThan(10);
        measures.ShouldBe(measures.Distinct());
    }

    [Theory]
    [InlineData("ru/kremlin", "families")]
    [InlineData("ru/medinsky", "guardians")]
    public async Task Both_conditions_for_the_return_of_children_stand_under_their_speakers(string actor, string condition)
    {
        var children = await client.Get($"/negotiations/{Requests.N}/tracks/children");

        children["positions"]!.AsArray().Where(position => position!.At("actor") == actor).Select(position => position!.At("condition"))
            .ShouldContain(stated => stated != null && stated.Contains(condition));
    }

    private static string Shown(JsonNode value) =>
        value is JsonValue ? value.ToString() : value.AsObject().Single() is var (form, number) && form == "value" ? number!.ToString()
            : $"{value.AsObject().Single().Key} {value.AsObject().Single().Value}";

    [GeneratedRegex(@"\bF(?<number>[0-9]{1,2})\b", RegexOptions.ExplicitCapture)]
    private static partial Regex FactId { get; }
}
