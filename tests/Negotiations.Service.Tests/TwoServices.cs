namespace Negotiations.Service.Tests;

/// <summary>The service from which tests export, and the one into which they import.</summary>
public sealed class TwoServices : IAsyncDisposable
{
    public TwoServices(PostgresFixture postgres)
    {
        (From, Into) = (new ServiceUnderTest(postgres), new ServiceUnderTest(postgres));
        From.Clock.SetUtcNow(new DateTimeOffset(2025, 8, 1, 12, 0, 0, TimeSpan.Zero));
        Into.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    }

    public ServiceUnderTest From { get; }

    public ServiceUnderTest Into { get; }

    public async ValueTask DisposeAsync()
    {
        await From.DisposeAsync();
        await Into.DisposeAsync();
    }
}
