using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Negotiations.EmbeddedPostgres.Tests;

/// <summary>A folder in which a test starts servers.</summary>
internal sealed class ServerHome : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("negotiations-postgres-");

    public ServerHome()
    {
        if (!OperatingSystem.IsWindows()) folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    }

    /// <summary>The folder.</summary>
    public string Folder => folder.FullName;

    /// <summary>How a server is started in it.</summary>
    public EmbeddedPostgresOptions Options =>
        new() { Folder = Path.Combine(Folder, "postgres"), FallbackFolder = Path.Combine(Folder, "fallback") };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Starts a server in the folder.</summary>
    public Task<EmbeddedPostgresServer> Start() => Start(Options);

    /// <summary>Starts a server.</summary>
    public static Task<EmbeddedPostgresServer> Start(EmbeddedPostgresOptions options) =>
        EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, Cancellation);

    /// <summary>Kills the process of the server.</summary>
    public void KillServer()
    {
        var pid = int.Parse(File.ReadLines(Path.Combine(Options.Folder, "data", "postmaster.pid")).First(),
            System.Globalization.CultureInfo.InvariantCulture);
        using var server = Process.GetProcessById(pid);
        server.Kill();
    }

    /// <summary>One value from a server.</summary>
    public static async Task<T> Query<T>(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false, Timeout = 5 });
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
