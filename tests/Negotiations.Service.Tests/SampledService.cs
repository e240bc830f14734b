namespace Negotiations.Service.Tests;

/// <summary>One service with both samples and nothing else, at noon of 1 January 2026, for all tests that only read them.</summary>
public sealed class SampledService(PostgresFixture postgres) : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private bool isLoaded;

    public ServiceUnderTest Service { get; } = new(postgres);

    /// <summary>A client of it; the first who asks loads the samples.</summary>
    public async Task<HttpClient> Client()
    {
        await turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!isLoaded) await Load();
        }
        finally
        {
            turn.Release();
        }
        return Service.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        turn.Dispose();
        await Service.DisposeAsync();
    }

    private async Task Load()
    {
        Service.Clock.AdjustTime(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
        using var client = Service.CreateClient();
        await client.PostSamples(Requests.OfSamples);
        await Service.IsIndexed();
        isLoaded = true;
    }
}
