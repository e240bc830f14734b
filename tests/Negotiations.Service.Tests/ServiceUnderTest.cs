using Marten;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Wolverine;

namespace Negotiations.Service.Tests;

/// <summary>The whole service over a schema of its own, with a clock that stands at noon of 20 June 2025.</summary>
public sealed class ServiceUnderTest(PostgresFixture postgres) : WebApplicationFactory<Program>
{
    private string schema = "test_" + Guid.NewGuid().ToString("N")[..12];

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2025, 6, 20, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    /// <summary>The store, to look at what no endpoint shows.</summary>
    public IDocumentStore Store => Services.GetRequiredService<IDocumentStore>();

    /// <summary>Makes this one a second host over the store of another.</summary>
    public ServiceUnderTest WithSameStore(ServiceUnderTest other)
    {
        schema = other.schema;
        return this;
    }

    /// <summary>How many events the store holds.</summary>
    public async Task<int> EventCount()
    {
        await using var session = Store.QuerySession();
        return await session.Events.QueryAllRawEvents().CountAsync(TestContext.Current.CancellationToken);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:Negotiations", postgres.ConnectionString);
        builder.UseSetting("Store:Schema", schema);
        builder.UseSetting("Bus:ManyHosts", "true");
        builder.UseSetting("Quiet", "true");
        // What is scheduled waits until a test plays it: the bus's own clock is not the one that the test sets.
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock).ConfigureWolverine(bus => bus.Durability.ScheduledJobFirstExecution = TimeSpan.FromDays(1)));
    }
}
