using Microsoft.Playwright;

namespace Negotiations.Service.Tests;

/// <summary>
/// Every page, wide and narrow, light and dark, now, in the past, empty and with 200 tracks. Each is looked at in one of these ways here,
/// in all of them with
/// <c>NEGOTIATIONS_FULL</c> set.
/// </summary>
public sealed class PageLooksTests(PostgresFixture postgres)
{
    private readonly PagesUnderTest pages = postgres.Pages;
    private const string N = "/negotiations/russia-ukraine", Wide = $"/negotiations/{PagesUnderTest.Wide}",
        Fact = "/facts/01973000-0000-7000-8000-00000000000e";
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("NEGOTIATIONS_FULL") is not null;

    private static readonly string[] Addresses =
    [
        "/", N, $"{N}?asOf=2025-06-30", $"{N}?asOf=2025-06-30&knownAt=2025-06-05", $"{N}?asOf=1999-01-01", Wide, $"{Wide}?asOf=2025-03-01",
        $"{N}/tracks/remains", $"{N}/tracks/prisoners?asOf=2025-06-10", $"{N}/tracks/ceasefire?asOf=1999-01-01", $"{N}/timeline",
        $"{N}/timeline?q=bodies&type=exchangeStageCompleted", $"{N}/timeline?q=nothingofthekind", "/timeline", $"{N}/ledger",
        $"{Wide}/ledger", $"{N}/commitments", $"{N}/commitments?status=overdue&asOf=2025-06-30", $"{Wide}/commitments",
        $"{N}/claims?status=disputed", $"{N}/claims?asOf=1999-01-01", $"{N}/proposals", $"{N}/actors", $"{Wide}/actors", $"{N}/stages",
        $"{Wide}/stages", $"{N}/changes", $"{N}/changes?from=2025-06-02&to=2025-06-30", $"{N}/measures/exchange/remains-1/ru-ua/delivered",
        $"{N}/measures/exchange/remains-1/terms?knownAt=2025-06-17", $"{N}/replay?step=day&at=3", Fact, $"{Fact}?asOf=2025-06-30",
        "/record?negotiation=russia-ukraine", "/record/RecordExchangeAgreement?negotiation=russia-ukraine", "/guide", "/guide/time",
        "/reference",
    ];

    private static readonly (int Width, ColorScheme Scheme)[] Ways =
        [(1280, ColorScheme.Light), (390, ColorScheme.Dark), (1280, ColorScheme.Dark), (390, ColorScheme.Light)];

    public static TheoryData<string, int, ColorScheme> All => new(from address in Addresses.Index()
                                                                  from way in Ways.Index()
                                                                  where IsFull || way.Index == address.Index % Ways.Length
                                                                  select (address.Item, way.Item.Width, way.Item.Scheme));

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_page_has_no_obstacle_fits_its_window_stays_still_and_the_browser_has_nothing_to_say(string address, int width,
        ColorScheme scheme)
    {
        await using var window = await pages.Window(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
        });
        var (page, said) = await window.Open(address);

        said.ShouldBeEmpty();
        (await page.Overflow()).ShouldBe(0);
        (await page.Shift()).ShouldBeLessThanOrEqualTo(width > 1000 ? 0.02 : 0.05);
        // Two hundred tracks of the same make are looked through only in full.
        if (IsFull || !address.StartsWith(Wide, StringComparison.Ordinal)) (await page.Obstacles()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("zoomed")]
    [InlineData("forced")]
    [InlineData("still")]
    [InlineData("rightToLeft")]
    public async Task Pages_fit_however_they_are_looked_at(string how)
    {
        await using var window = await pages.Window(new BrowserNewContextOptions
        {
            // Twice the size leaves half the room.
            ViewportSize = new ViewportSize { Width = how == "zoomed" ? 640 : 1280, Height = 900 },
            DeviceScaleFactor = how == "zoomed" ? 2 : 1,
            ForcedColors = how == "forced" ? ForcedColors.Active : ForcedColors.None,
            ReducedMotion = how == "still" ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
        });
        foreach (var address in new[] { N, $"{N}/tracks/remains", $"{N}/timeline",
            "/record/RecordExchangeAgreement?negotiation=russia-ukraine" })
        {
            var (page, said) = await window.Open(address);
            if (how == "rightToLeft") await page.EvaluateAsync("() => { document.documentElement.dir = 'rtl'; }");
            (await page.Overflow()).ShouldBe(0, address);
            if (address == N) (await page.Obstacles()).ShouldBeEmpty(address);
            said.ShouldBeEmpty(address);
            await page.CloseAsync();
        }
    }

    [Fact]
    public async Task The_banner_of_a_past_view_stays_in_sight_and_is_printed()
    {
        await using var window = await pages.Window();
        var (page, _) = await window.Open($"{N}?asOf=2025-06-30");
        await page.EvaluateAsync("() => scrollTo(0, document.body.scrollHeight)");

        (await page.Locator(".past").BoundingBoxAsync())!.Y.ShouldBeInRange(0, 900);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        (await page.Locator(".past").IsVisibleAsync()).ShouldBeTrue();
        (await page.Locator(".past").InnerTextAsync()).ShouldContain("As of 30 June 2025");
    }
}
