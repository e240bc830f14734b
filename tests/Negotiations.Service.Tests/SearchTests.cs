using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>The timeline searched by words and by dates.</summary>
public sealed class SearchTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly string[] Texts =
    [
        "Says that the exchange of prisoners goes on", "Warns of new sanctions", "Рассмотрит предложение Зелёного, сказал Йовович",
        "Spotkanie w Łodzi i Gdańsku", "Kırşehir'de İstanbul görüşmesi", "La reunión de Muñoz",
        "قال مُحَمَّد إنّ الأسرى", "Counts 12.345 men",
    ];

    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await postgres.Shared.WithNegotiation();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Words_are_found_by_how_they_begin_whatever_their_case_and_marks()
    {
        foreach (var text in Texts)
            await client.Accepted("RecordPosition", new JsonObject { ["actor"] = "ua", ["stance"] = "comment", ["text"] = text }
                .ToJsonString());

        await Finds("prison", 0);
        await Finds("SANCTIONS", 1);
        await Finds("prisoners sanctions");
        await Finds("prisoners or sanctions", 0, 1);
        await Finds("\"exchange of prisoners\"", 0);
        await Finds("\"prisoners of exchange\"");
        await Finds("\"exchange of prison\"");
        await Finds("says -sanctions -prisoners");
        await Finds("warns -prisoners", 1);
        await Finds("зеленого", 2);
        await Finds("ИОВОВ", 2);
        await Finds("lodzi", 3);
        await Finds("gdansk", 3);
        await Finds("kirsehir istanbul gorus", 4);
        await Finds("reunion munoz", 5);
        await Finds("محمد الاسرى", 6);
        await Finds("محـمد", 6);
        await Finds("12,345", 7);
        await Finds("12345", 7);
        await Finds("1234");
    }

    [Theory]
    [InlineData("':*!&|(")]
    [InlineData("\"")]
    [InlineData("- -- -\"")]
    [InlineData("or or or")]
    [InlineData("<-> !! && ||")]
    [InlineData("\\' ' '' \\")]
    [InlineData("\uFFFD 🕊")]
    public async Task Operators_without_words_find_nothing(string query) => await Finds(query);

    [Theory]
    [InlineData("2025-04", "to=2025-04-15", true)]
    [InlineData("2025-04", "from=2025-04-15", true)]
    [InlineData("2025-04", "from=2025-05-01", false)]
    [InlineData("2025-04", "to=2025-03-31", false)]
    [InlineData("202X", "from=2023-01-01&to=2023-12-31", true)]
    [InlineData("202X", "to=2019-12-31", false)]
    [InlineData("2025-06-10/..", "from=2026-02-01&to=2026-02-02", true)]
    [InlineData("2025-06-10/..", "to=2025-06-09", false)]
    [InlineData("/2025-06-10", "to=2020-01-01", true)]
    [InlineData("../2025-06-10", "from=2025-06-11", false)]
    [InlineData("2025-06-02T23:30:00-02:00", "from=2025-06-03&to=2025-06-03", true)]
    public async Task From_and_to_find_every_fact_whose_time_overlaps_them(string occurred, string range, bool isFound)
    {
        await client.Accepted("RecordPosition",
            $$"""{"actor": "ua", "stance": "comment", "text": "x", "occurred": "{{occurred}}"}""");

        var found = await client.Get($"/negotiations/{Requests.N}/timeline?type=positionStated&{range}");

        found["items"]!.AsArray().Count.ShouldBe(isFound ? 1 : 0);
    }

    private async Task Finds(string query, params int[] texts)
    {
        var found = await client.Get($"/negotiations/{Requests.N}/timeline?type=positionStated&q={Uri.EscapeDataString(query)}");

        found["items"]!.AsArray().Select(item => item!.At("content/text")).ShouldBe(texts.Select(text => Texts[text]), ignoreOrder: true,
            query);
    }
}
