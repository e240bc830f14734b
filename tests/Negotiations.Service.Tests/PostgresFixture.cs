using Microsoft.Extensions.Logging.Abstractions;
using Negotiations.EmbeddedPostgres;

[assembly: AssemblyFixture(typeof(Negotiations.Service.Tests.PostgresFixture))]

namespace Negotiations.Service.Tests;

/// <summary>
/// One real PostgreSQL for all tests of this assembly, and the services that they share; each service under test has a schema of its own.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("negotiations-service-");
    private EmbeddedPostgresServer? server;

    public PostgresFixture() =>
        (Shared, Sampled, Pages) = (new SharedService(this), new SampledService(this), new PagesUnderTest(this));

    public string ConnectionString => server!.ConnectionString;

    /// <summary>The service for tests that ask nothing special of it.</summary>
    public SharedService Shared { get; }

    /// <summary>The service for tests that only read the samples.</summary>
    public SampledService Sampled { get; }

    /// <summary>The service for tests that look at pages, and a browser.</summary>
    public PagesUnderTest Pages { get; }

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows()) home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var options = new EmbeddedPostgresOptions
        {
            Folder = Path.Combine(home.FullName, "postgres"),
            FallbackFolder = Path.Combine(home.FullName, "fallback")
        };
        server = await EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Shared.DisposeAsync();
        await Sampled.DisposeAsync();
        await Pages.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
        home.Delete(recursive: true);
    }
}
