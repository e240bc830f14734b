using System.Net;

namespace Negotiations.Service.Tests;

/// <summary>Where the links of pages lead.</summary>
public sealed class PageLinkTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string N = "/negotiations/russia-ukraine";
    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await postgres.Pages.Client();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_link_leads_to_a_page_and_sources_lead_out_without_telling_from_where()
    {
        var (seen, waiting) = (new HashSet<string>(), new Queue<string>(["/", N, $"{N}?asOf=2025-06-30"]));
        var kinds = new Dictionary<string, int>();
        while (waiting.TryDequeue(out var address))
        {
            if (!seen.Add(address) || KindOf(address) is not { } kind || (kinds[kind] = kinds.GetValueOrDefault(kind) + 1) > 6) continue;
            var (status, page) = await client.Page(address);
            status.ShouldBe(HttpStatusCode.OK, address);
            foreach (var link in page.QuerySelectorAll("a[href]"))
            {
                var href = link.GetAttribute("href")!;
                if (href.StartsWith('/')) waiting.Enqueue(href.Split('#')[0]);
                else if (href.StartsWith('?') || href.StartsWith('#')) link.TextContent.ShouldNotBeEmpty(address);
                else (new Uri(href).Scheme is "http" or "https", link.GetAttribute("rel")).ShouldBe((true, "noreferrer"),
                    $"{address}: {href}");
            }
        }
        kinds.Keys.Count.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Every_number_leads_to_claims_with_their_source_in_one_click()
    {
        foreach (var address in new[] { N, $"{N}/ledger", $"{N}/tracks/remains", $"{N}?asOf=2025-06-30", $"{N}/tracks/prisoners" })
        {
            var numbers = (await client.Page(address)).Page.QuerySelectorAll("main a.num").Select(link => link.GetAttribute("href")!)
                .Where(href => href.Contains("/measures/", StringComparison.Ordinal)).Distinct().ToArray();
            numbers.ShouldNotBeEmpty(address);
            foreach (var number in numbers)
            {
                var (status, claims) = await client.Page(number);
                status.ShouldBe(HttpStatusCode.OK, number);
                claims.QuerySelectorAll("article.card tbody a[href^='/facts/']").ShouldNotBeEmpty(number);
            }
        }
    }

    private static string? KindOf(string address) => address.StartsWith("/record", StringComparison.Ordinal) ? "record"
        : address.StartsWith("/facts", StringComparison.Ordinal) ? "facts" : address.Contains("/measures/", StringComparison.Ordinal)
            ? "measures"
        : address.StartsWith("/openapi", StringComparison.Ordinal) || address.Contains("format=", StringComparison.Ordinal)
            || address.EndsWith(".csv", StringComparison.Ordinal) || address.EndsWith(".ics", StringComparison.Ordinal)
            || address.EndsWith(".atom", StringComparison.Ordinal) ? null
        : address.Split('?') is [var path, ..] ? path + (address.Contains('?', StringComparison.Ordinal) ? "?" : "") : address;
}
