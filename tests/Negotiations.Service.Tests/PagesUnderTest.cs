using System.Text;
using Microsoft.Playwright;

namespace Negotiations.Service.Tests;

/// <summary>
/// One service that browsers reach, with the samples and a negotiation of 200 tracks, at noon of 1 January 2026, and one browser. Both are
/// started by the first test that asks.
/// </summary>
public sealed class PagesUnderTest(PostgresFixture postgres) : IAsyncDisposable
{
    /// <summary>The negotiation with many tracks.</summary>
    public const string Wide = "wide";

    private const int Tracks = 200;

    private static readonly string Chrome = Environment.GetEnvironmentVariable("CHROME_PATH") ?? "/usr/bin/chromium";

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"];

    private readonly SemaphoreSlim turn = new(1, 1);
    private IPlaywright? playwright;
    private IBrowser? browser;
    private ServiceUnderTest? service;

    /// <summary>The service.</summary>
    public ServiceUnderTest Service => service!;

    /// <summary>Its address.</summary>
    public Uri Address => Service.ClientOptions.BaseAddress;

    /// <summary>A client of the service.</summary>
    public async Task<HttpClient> Client()
    {
        await Started();
        return Service.CreateClient();
    }

    /// <summary>A window of the browser, by default of somebody who shows the operator's key with each request.</summary>
    public async Task<IBrowserContext> Window(BrowserNewContextOptions? options = null, bool signedIn = true)
    {
        await Started();
        if (!File.Exists(Chrome)) Assert.Skip("Chromium is not installed (Debian and Ubuntu: apt-get install chromium)");
        return await (await Browser()).NewContextAsync(new BrowserNewContextOptions(options ?? new())
        {
            BaseURL = Address.ToString(),
            ExtraHTTPHeaders = signedIn ? [KeyValuePair.Create("Authorization", $"Bearer {OperatorsKey.Text}")] : null,
        });
    }

    public async ValueTask DisposeAsync()
    {
        turn.Dispose();
        if (browser is not null) await browser.CloseAsync();
        playwright?.Dispose();
        if (service is not null) await service.DisposeAsync();
    }

    private async Task Started()
    {
        await turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (service is not null) return;
            service = new ServiceUnderTest(postgres);
            service.UseKestrel(0);
            service.StartServer();
            service.Clock.AdjustTime(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
            using var client = service.CreateClient();
            await client.PostSamples(Requests.OfSamples);
            (await client.PostLines(Many())).Lines[^1]["summary"]!.At("refused").ShouldBe("0");
            await service.IsIndexed();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<IBrowser> Browser()
    {
        await turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            playwright ??= await Playwright.CreateAsync();
            return browser ??= await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = Chrome,
                Args = Arguments,
            });
        }
        finally
        {
            turn.Release();
        }
    }

    private static string Many()
    {
        var lines = new StringBuilder($$"""
            {"command": "OpenNegotiation", "negotiation": "{{Wide}}", "title": "Two hundred tracks"}
            {"command": "AddActor", "negotiation": "{{Wide}}", "actor": "a", "name": "Aland", "kind": "state", "role": "party"}
            {"command": "AddActor", "negotiation": "{{Wide}}", "actor": "b", "name": "Bland", "kind": "state", "role": "party"}
            """).Append('\n');
        for (var i = 0; i < Tracks; i++)
        {
            var (track, day) = ($"t{i:000}", new DateOnly(2025, 1, 1).AddDays(i));
            string Line(string command, DateOnly on, string fields) => $$$"""
                {"command": "{{{command}}}", "negotiation": "{{{Wide}}}", "tracks": ["{{{track}}}"], "occurred": "{{{on:yyyy-MM-dd}}}",
                "report": {"source": {"publisher": "A newspaper"}, "claimants": ["a"]}, {{{fields}}}}
                """.Replace('\n', ' ') + "\n";
            lines.Append("{\"command\": \"OpenTrack\", \"negotiation\": \"").Append(Wide)
                .Append($"\", \"track\": \"{track}\", \"title\": \"Track number {i}\", \"subject\": \"prisoners\"}}\n")
                .Append(Line("RecordExchangeAgreement", day, $$"""
                    "exchange": "e{{i}}", "legs": [{"leg": "a-b", "from": "a", "to": "b", "category": "prisonersOfWar", "quantity": 100}]
                    """))
                .Append(Line("RecordExchangeStage", day.AddDays(20), $$"""
                    "exchange": "e{{i}}", "stage": "s1", "deliveries": [{"leg": "a-b", "quantity": {{i % 120}} } ]
                    """));
        }
        return lines.ToString();
    }
}
