using Microsoft.Extensions.Logging.Abstractions;
using Negotiations.EmbeddedPostgres;

[assembly: AssemblyFixture(typeof(Negotiations.Service.Tests.PostgresFixture))]

namespace Negotiations.Service.Tests;

/// <summary>One real PostgreSQL for all tests of this assembly; each service under test has a schema of its own in it.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("negotiations-service-");
    private EmbeddedPostgresServer? server;

    public string ConnectionString => server!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows()) home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var options = new EmbeddedPostgresOptions { Folder = Path.Combine(home.FullName, "postgres"), FallbackFolder = Path.Combine(home.FullName, "fallback") };
        server = await EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        home.Delete(recursive: true);
    }
}
