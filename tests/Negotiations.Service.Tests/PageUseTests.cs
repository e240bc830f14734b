using Microsoft.Playwright;

namespace Negotiations.Service.Tests;

/// <summary>Pages in use: without script, by keyboard alone, with news as they come.</summary>
public sealed class PageUseTests(PostgresFixture postgres)
{
    private readonly PagesUnderTest pages = postgres.Pages;
    private const string N = "/negotiations/russia-ukraine", Wide = $"/negotiations/{PagesUnderTest.Wide}";
    private static readonly BrowserNewContextOptions WithoutScript = new() { JavaScriptEnabled = false };

    [Fact]
    public async Task Without_script_one_reads_travels_and_searches()
    {
        await using var window = await pages.Window(WithoutScript);
        var (page, _) = await window.Open(N);

        await page.FillAsync("[name=asOf]", "2025-06-30");
        await page.ClickAsync(".timebar button");
        (await page.Locator(".past").InnerTextAsync()).ShouldContain("As of 30 June 2025");
        page.Url.ShouldEndWith($"{N}?asOf=2025-06-30");
        await page.ClickAsync("a[rel=prev]");
        page.Url.ShouldEndWith($"{N}?asOf=2025-06-26");
        await page.FillAsync("#q", "bodies");
        await page.PressAsync("#q", "Enter");
        (await page.Locator(".facts tbody tr").CountAsync()).ShouldBeGreaterThan(3);
        page.Url.ShouldContain("asOf=2025-06-26");
    }

    [Fact]
    public async Task Without_script_one_signs_in_records_once_and_signs_out()
    {
        await using var window = await pages.Window(WithoutScript, signedIn: false);
        var (page, _) = await window.Open("/");
        await page.FillAsync("#key", OperatorsKey.Text);
        await page.ClickAsync("main button");
        await page.GotoAsync($"/record/RecordPosition?negotiation={PagesUnderTest.Wide}&tracks[0]=t001&actor=a&occurred=2025-12-01");
        await page.SelectOptionAsync("[name=stance]", "comment");
        await page.FillAsync("[name=text]", "Says <b>nothing</b> new.");
        await page.FillAsync("[name='report.source.publisher']", "A newspaper");
        await page.ClickAsync("text=See what it would do");
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("This would be recorded");
        await page.ClickAsync("text=Record it");
        var address = page.Url;
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Aland states a comment: Says <b>nothing</b> new.");

        // The same form once more: nothing more is recorded.
        await page.GoBackAsync();
        await page.ClickAsync("text=Record it");
        page.Url.ShouldBe(address);
        await page.GotoAsync("/sign-out");
        await page.ClickAsync("main button");
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Sign in");
    }

    [Fact]
    public async Task A_fault_leads_to_its_field_and_what_was_written_stays()
    {
        await using var window = await pages.Window();
        var (page, _) = await window.Open($"/record/RecordPosition?negotiation={PagesUnderTest.Wide}&tracks[0]=t001&occurred=2025-12-01");
        await page.FillAsync("[name=actor]", "nobody");
        await page.SelectOptionAsync("[name=stance]", "demand");
        await page.FillAsync("[name=text]", "Kept.");
        await page.FillAsync("[name='report.source.publisher']", "A newspaper");
        await page.ClickAsync("text=See what it would do");

        (await page.Locator(".faults a").First.InnerTextAsync()).ShouldBe("actor");
        await page.ClickAsync(".faults a");
        (await page.EvaluateAsync<string>("() => document.querySelector(':target').name")).ShouldBe("actor");
        (await page.GetAttributeAsync("[name=actor]", "aria-invalid")).ShouldBe("true");
        (await page.InputValueAsync("[name=text]")).ShouldBe("Kept.");
        (await page.Obstacles()).ShouldBeEmpty();
    }

    [Fact]
    public async Task By_keys_alone_one_records_a_number_and_corrects_it()
    {
        await using var window = await pages.Window();
        var (page, _) = await window.Open($"/record/ClaimFigure?negotiation={PagesUnderTest.Wide}&measure=exchange/e1/a-b/delivered");
        await Type(page, "f-value-form", "exactly");
        await Type(page, "f-value", "7", name: "value.first");
        await Type(page, "f-tracks-0", "t001");
        await Type(page, "f-occurred", "2025-12-02");
        await Type(page, "f-report-source-publisher", "A newspaper");
        await Press(page, "See what it would do");
        await Press(page, "Record it");
        (await page.Locator(".done").InnerTextAsync()).ShouldContain("Recorded.");

        await Press(page, "Correct it");
        await Type(page, "f-value", "8", name: "value.first");
        await Press(page, "See what it would do");
        await Press(page, "Record it");
        await page.GotoAsync($"{Wide}/measures/exchange/e1/a-b/delivered?minSequence={page.Url.Split("minSequence=")[1]}");
        (await page.Locator("article.card").First.InnerTextAsync()).ShouldSatisfyAllConditions(
            card => card.ShouldContain("8"), card => card.ShouldNotContain("\t7\t"));
    }

    [Fact]
    public async Task A_date_that_can_t_be_read_is_told_while_it_is_typed()
    {
        await using var window = await pages.Window();
        var (page, _) = await window.Open("/record/RecordPosition");
        foreach (var (date, isBad) in new[] { ("2025-06-02", false), ("2 June", true), ("2025-06-02?", false), ("2025-05-23/2025-05-25",
            false),
            ("../2025-06-09", false), ("202X", false), ("2025-06-02T13:00:00+03:00", false), ("/", true), ("2025-6-2", true) })
        {
            await page.FillAsync("[name=occurred]", date);
            (await page.EvaluateAsync<bool>("() => !document.querySelector('[name=occurred]').validity.valid")).ShouldBe(isBad, date);
        }
    }

    [Fact]
    public async Task A_key_leads_to_the_change_before_and_back_to_now_and_a_slider_to_any_day()
    {
        await using var window = await pages.Window();
        var (page, _) = await window.Open($"{N}?asOf=2025-06-16");
        await Task.WhenAll(page.WaitForNavigation(), page.Keyboard.PressAsync("["));
        page.Url.ShouldEndWith("asOf=2025-06-15");
        await Task.WhenAll(page.WaitForNavigation(), page.Keyboard.PressAsync("n"));
        page.Url.ShouldEndWith(N);
        await page.FocusAsync(".slider input");
        await Task.WhenAll(page.WaitForNavigation(), page.Keyboard.PressAsync("Home"));
        page.Url.ShouldContain("asOf=");
        (await page.Locator(".past").IsVisibleAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task New_facts_are_told_and_move_nothing_until_asked()
    {
        using var client = await pages.Client();
        await using var window = await pages.Window();
        var (page, _) = await window.Open(Wide);
        await page.EvaluateAsync("() => scrollTo(0, 800)");
        await page.Follows();
        await client.PostRaw("RecordPosition", $$"""
            {"negotiation": "{{PagesUnderTest.Wide}}", "tracks": ["t002"], "occurred": "2025-12-03", "actor": "b", "stance": "comment",
             "text": "A remark.", "report": {"source": {"publisher": "A newspaper" } } }
            """);

        await page.Locator(".live button").WaitForAsync();
        (await page.Locator(".live button").InnerTextAsync()).ShouldBe("1 new fact, show");
        (await page.EvaluateAsync<int>("() => scrollY")).ShouldBe(800);
        await page.ClickAsync(".live button");
        (await page.Locator("#latest").InnerTextAsync()).ShouldContain("A remark.");
    }

    // Goes on by keys until the field has the focus, and types.
    private static async Task Type(IPage page, string id, string text, string? name = null)
    {
        await GoTo(page, name is null ? $"document.activeElement.id === '{id}'" : $"document.activeElement.name === '{name}'");
        if (name is not null || await page.EvaluateAsync<bool>("() => document.activeElement.tagName === 'INPUT'"))
            await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }

    private static async Task Press(IPage page, string text)
    {
        await GoTo(page, $"document.activeElement.textContent.trim() === '{text}'");
        await Task.WhenAll(page.WaitForNavigation(), page.Keyboard.PressAsync("Enter"));
    }

    private static async Task GoTo(IPage page, string reached)
    {
        for (var i = 0; i < 400; i++)
        {
            if (await page.EvaluateAsync<bool>($"() => {reached}")) return;
            await page.Keyboard.PressAsync("Tab");
        }
        throw new InvalidOperationException($"no key leads to where {reached}");
    }
}

/// <summary>Waits for what a page does.</summary>
internal static class PageWaits
{
    /// <summary>Until another page has been loaded.</summary>
    public static Task WaitForNavigation(this IPage page)
    {
        var loaded = new TaskCompletionSource();
        page.Load += Loaded;
        return loaded.Task.WaitAsync(TimeSpan.FromSeconds(30));

        void Loaded(object? sender, IPage other)
        {
            page.Load -= Loaded;
            loaded.TrySetResult();
        }
    }

    /// <summary>Until the page follows the stream of its negotiation.</summary>
    public static Task Follows(this IPage page) => page.Locator("[data-following]")
        .WaitForAsync(new() { State = WaitForSelectorState.Attached });
}
