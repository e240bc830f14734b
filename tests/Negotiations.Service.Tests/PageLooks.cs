using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Negotiations.Service.Tests;

/// <summary>Looks at a page as it is shown: for whom it is hard to use, what does not fit, and what the browser complains about.</summary>
internal static class PageLooks
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    private const string Watch = """
        window.shifted = 0;
        new PerformanceObserver(list =>
            { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value; })
            .observe({ type: 'layout-shift', buffered: true });
        """;

    /// <summary>Opens a page; what the browser says of it is kept.</summary>
    public static async Task<(IPage Page, List<string> Said)> Open(this IBrowserContext window, string address)
    {
        var (page, said) = (await window.NewPageAsync(), new List<string>());
        await page.AddInitScriptAsync(Watch);
        page.Console += (_, message) => said.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, fault) => said.Add($"fault: {fault}");
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        return (page, said);
    }

    /// <summary>What makes a page hard to use.</summary>
    public static async Task<string[]> Obstacles(this IPage page)
    {
        var found = await page.RunAxe(Rules).WaitAsync(TimeSpan.FromSeconds(60));
        return [.. found.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}"))];
    }

    /// <summary>By how many pixels a page is wider than its window.</summary>
    public static Task<int> Overflow(this IPage page) =>
        page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>How far the page moved while it was loaded.</summary>
    public static Task<double> Shift(this IPage page) => page.EvaluateAsync<double>("() => window.shifted");
}
