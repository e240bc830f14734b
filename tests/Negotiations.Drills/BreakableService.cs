using Microsoft.Extensions.Logging.Abstractions;
using Negotiations.EmbeddedPostgres;
using Negotiations.Service.Tests;
using Npgsql;

namespace Negotiations.Drills;

/// <summary>A service and a PostgreSQL that a test has for itself, to break them.</summary>
internal sealed class BreakableService : IAsyncDisposable
{
    /// <summary>The schema of its store.</summary>
    public const string Schema = "negotiations";

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("negotiations-faults-");
    private readonly int serverPort = HostProcess.FreePort();
    private string disk = "";
    private EmbeddedPostgresServer? server;
    private HostProcess? host;

    public BreakableService()
    {
        if (!OperatingSystem.IsWindows()) home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    }

    /// <summary>The port of the service.</summary>
    public int Port { get; } = HostProcess.FreePort();

    /// <summary>How to connect to its database.</summary>
    public string Database => server!.ConnectionString;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Gives the database a small disk of its own. Returns its folder, or null where none can be mounted.</summary>
    public async Task<string?> MountDisk()
    {
        var folder = home.CreateSubdirectory("disk").FullName;
        var mounted = await Programs.Run("/", "mount", "-t", "tmpfs", "-o", "size=192m,mode=755", "tmpfs", folder);
        if (mounted.ExitCode != 0) return null;
        return disk = folder;
    }

    /// <summary>Starts the database, on the data that it had.</summary>
    public async Task StartServer() => server = await EmbeddedPostgresServer.StartAsync(
        new EmbeddedPostgresOptions
        {
            Folder = Path.Combine(disk.Length > 0 ? disk : home.FullName, "postgres"),
            FallbackFolder = Path.Combine(home.FullName, "fallback"),
            Port = serverPort,
        }, NullLogger.Instance, Cancellation);

    /// <summary>Stops the database.</summary>
    public ValueTask StopServer() => server!.DisposeAsync();

    /// <summary>Starts the service, and opens the negotiation that the test speaks of.</summary>
    public async Task<HostProcess> StartHost()
    {
        host = await HostProcess.Start(home.FullName, Port, $"--ConnectionStrings:Negotiations={Database}");
        using var client = OperatorsKey.Client(Port);
        await client.WithNegotiation();
        return host;
    }

    /// <summary>
    /// Waits until all is well again without help: the service is ready, the index has caught up, a deadline is noted, and every document
    /// is what the facts say.
    /// </summary>
    public async Task IsWhole()
    {
        using var client = OperatorsKey.Client(Port);
        await Eventually.Until(() => Succeeds("/health/ready"), Eventually.Long);
        var due = DateTimeOffset.UtcNow.AddSeconds(1).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        var receipt = await client.Accepted("ScheduleRound", $$"""{"round": "after", "planned": "{{due}}", "status": "agreed"}""");
        var timeline = $"/negotiations/{Requests.N}/timeline";
        await Eventually.Until(() => Succeeds($"{timeline}?limit=1&minSequence={receipt.At("sequence")}"), Eventually.Long);
        await Eventually.Until(async () => (await client.Get($"{timeline}?type=deadlinePassed"))["items"]!.AsArray()
            .Any(fact => fact!.At("content/thing") == "after"), Eventually.Long);
        (await client.Replay("""{"mode": "verify"}""")).At("differences").ShouldBe("0");

        async Task<bool> Succeeds(string path)
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            return response.IsSuccessStatusCode;
        }
    }

    /// <summary>One value from the database.</summary>
    public async Task<object?> Scalar(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
            foreach (var line in host?.Said.Distinct().Take(60) ?? []) TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (server is not null) await server.DisposeAsync();
        // The last of the server's processes may still be on their way out.
        if (disk.Length > 0) await Eventually.Until(async () => (await Programs.Run("/", "umount", disk)).ExitCode == 0);
        home.Delete(recursive: true);
    }
}
