using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using CsCheck;

namespace Negotiations.Service.Tests;

/// <summary>What pages say, and that it is what their addresses answer.</summary>
public sealed class PageTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly PagesUnderTest pages = postgres.Pages;
    private const string N = "/negotiations/russia-ukraine";
    private HttpClient client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => client = await pages.Client();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "", "text/html")]
    [InlineData("*/*", "", "application/json")]
    [InlineData(null, "", "application/json")]
    [InlineData("application/json", "", "application/json")]
    [InlineData("application/json, text/html;q=0.5", "", "application/json")]
    [InlineData("text/html", "?format=json", "application/json")]
    [InlineData("application/json", "?format=html", "text/html")]
    public async Task An_address_answers_what_is_asked_for(string? accept, string query, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{N}{query}");
        if (accept is not null) request.Headers.Add("Accept", accept);
        using var response = await client.SendAsync(request, Cancellation);

        response.Content.Headers.ContentType!.MediaType.ShouldBe(expected);
        response.Headers.Vary.ShouldContain("Accept");
    }

    [Fact]
    public async Task The_board_is_what_its_address_answers_whenever_one_looks()
    {
        var days = Gen.Int[0, 120].Select(day => new DateOnly(2025, 5, 1).AddDays(day));
        var pairs = Gen.Select(days, days).Array[IsFull ? 50 : 6].Single();
        foreach (var (asOf, knownAt) in pairs)
        {
            var query = $"?asOf={asOf:yyyy-MM-dd}&knownAt={knownAt:yyyy-MM-dd}";
            var board = await client.Get($"{N}{query}");
            var ledger = await client.Get($"{N}/ledger{query}");
            var page = (await client.Page($"{N}{query}")).Page;

            page.QuerySelectorAll(".board tbody tr").Select(row => Squeezed(row.QuerySelector(".st")!)).ShouldBe(
                board["tracks"]!.AsArray().Select(track => Plain(track!.At("stage")!)), query);
            page.QuerySelectorAll(".ledger tbody td[data-l=Delivered] a.num").Select(link => link.TextContent).ShouldBe(
                from exchange in ledger["exchanges"]!.AsArray()
                from leg in exchange!["exchange"]!["legs"]!.AsArray()
                select Told(leg!["delivered"]!), query);
        }
    }

    [Fact]
    public async Task What_a_chart_shows_stands_in_its_twin()
    {
        var days = JsonNode.Parse(await client.GetStringAsync(new Uri($"{N}/days", UriKind.Relative), Cancellation))!.AsArray();
        var page = (await client.Page(N)).Page;
        page.QuerySelectorAll(".twin tbody tr").Select(row => row.QuerySelector("td:last-child")!.TextContent).ShouldBe(
            days.Select(day => day!.At("facts")));
        page.QuerySelectorAll(".strip rect.bar").Length.ShouldBe(days.Count);

        var track = (await client.Page($"{N}/tracks/remains")).Page;
        track.QuerySelectorAll(".hand tbody tr:not(:last-child) td:nth-child(2) a").Select(cell => cell.TextContent)
            .ShouldBe(["1,212", "1,200", "1,200", "1,200", "1,248"]);
        track.QuerySelector("svg.chart")!.GetAttribute("aria-label")!.ShouldContain("6,060");
    }

    [Fact]
    public async Task A_citation_answers_the_same_bytes_after_later_facts()
    {
        var cited = (await client.Page($"{N}/tracks/remains")).Page.QuerySelector(".cite code")!.TextContent;
        var address = new Uri(cited).PathAndQuery;
        var before = await client.Html(address);
        pages.Service.Clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 5; i++)
            (await client.PostRaw("RecordPosition", $$"""
                {"negotiation": "russia-ukraine", "tracks": ["remains"], "occurred": "2025-06-0{{i + 1}}", "actor": "ua",
                    "stance": "comment",
                 "text": "A later remark {{i}}.", "report": {"source": {"publisher": "A newspaper" } } }
                """)).Status.ShouldBe(HttpStatusCode.Created);
        await pages.Service.IsIndexed();

        (await client.Html(address)).ShouldBe(before);
        (await client.Html($"{N}/tracks/remains")).ShouldContain("A later remark 4.");
    }

    [Fact]
    public async Task Markup_in_texts_is_inert_and_what_is_no_web_address_is_no_link()
    {
        const string Script = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        var (status, receipt) = await client.PostRaw("RecordPosition", new JsonObject
        {
            ["negotiation"] = PagesUnderTest.Wide,
            ["tracks"] = new JsonArray("t003"),
            ["occurred"] = "2025-12-04",
            ["actor"] = "a",
            ["stance"] = "comment",
            ["text"] = Script,
            ["note"] = Script,
            ["urls"] = new JsonArray("https://example.org/a?b=<c>"),
            ["report"] = new JsonObject { ["source"] = new JsonObject { ["publisher"] = Script, ["title"] = Script }, ["quote"] = Script },
        }.ToJsonString());
        status.ShouldBe(HttpStatusCode.Created);

        foreach (var address in new[] { $"/facts/{receipt.At("factId")}", $"/negotiations/{PagesUnderTest.Wide}/tracks/t003" })
        {
            var page = (await client.Page(address)).Page;
            page.QuerySelectorAll("main script, main img, main [onerror], main [style], [onclick]").ShouldBeEmpty(address);
            page.Body!.TextContent.ShouldContain(Script);
        }
    }

    [Fact]
    public async Task Who_may_not_read_gets_the_page_of_what_is_not_there()
    {
        using var stranger = await pages.Service.ClientOf($"reader:{PagesUnderTest.Wide}");
        var (hidden, unknown) = (await stranger.Html(N, HttpStatusCode.NotFound), await stranger.Html("/negotiations/no-such",
            HttpStatusCode.NotFound));

        hidden.ShouldBe(unknown.Replace("no-such", "russia-ukraine", StringComparison.Ordinal));
        (await stranger.Html("/")).ShouldNotContain("Ukraine");
    }

    [Theory]
    [InlineData("/negotiations/russia-ukraine", 15)]
    [InlineData("/negotiations/russia-ukraine/tracks/remains", 15)]
    [InlineData("/negotiations/wide", 60)]
    public async Task A_page_is_small(string address, int kilobytes)
    {
        using var response = await Compressed(address);
        (await response.Content.ReadAsByteArrayAsync(Cancellation)).Length.ShouldBeLessThan(kilobytes * 1024);

        foreach (var (name, most) in new[] { ("site.css", 8), ("site.js", 10) })
        {
            using var asset = await Compressed(Web.Frame.SiteAssets.At(name));
            (await asset.Content.ReadAsByteArrayAsync(Cancellation)).Length.ShouldBeLessThan(most * 1024);
            asset.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
        }
    }

    private static bool IsFull => Environment.GetEnvironmentVariable("NEGOTIATIONS_FULL") is not null;

    private async Task<HttpResponseMessage> Compressed(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Encoding", "br");
        var response = await client.SendAsync(request, Cancellation);
        response.Content.Headers.ContentEncoding.ShouldBe(["br"], address);
        return response;
    }

    private static string Squeezed(IElement element) => element.TextContent.Trim().ToLowerInvariant();

    private static string Plain(string word) => Domain.Words.Plain(word);

    private static string Told(JsonNode quantity) =>
        Web.Parts.NumberWords.Of(System.Text.Json.JsonSerializer.Deserialize<Domain.Claims.Quantity>(quantity.ToJsonString(),
            Contracts.Json.Formats.Answer)!);
}
