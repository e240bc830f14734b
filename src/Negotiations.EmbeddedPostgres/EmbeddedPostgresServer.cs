using Microsoft.Extensions.Logging;
using Npgsql;

namespace Negotiations.EmbeddedPostgres;

/// <summary>
/// A private PostgreSQL on loopback, with a password, in a folder of its own. It is supervised while it runs, and stopped with its host;
/// the next host adopts one that a killed host left running.
/// </summary>
public sealed class EmbeddedPostgresServer : IAsyncDisposable
{
    private const string Wait = "120";
    private const int Attempts = 5;
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(1);

    private readonly ServerFolder folder;
    private readonly ServerBinaries binaries;
    private readonly ServerUser user;
    private readonly HostLock hostLock;
    private readonly ILogger log;
    private readonly CancellationTokenSource stopping = new();
    private Task supervision = Task.CompletedTask;

    private EmbeddedPostgresServer(ServerFolder folder, ServerBinaries binaries, ServerUser user, HostLock hostLock, int port, ILogger log)
    {
        (this.folder, this.binaries, this.user, this.hostLock, Port, this.log) = (folder, binaries, user, hostLock, port, log);
        ConnectionString = ServerDatabase.ConnectionString(folder, port);
    }

    /// <summary>How to connect; holds the password.</summary>
    public string ConnectionString { get; }

    /// <summary>The loopback port.</summary>
    public int Port { get; }

    /// <summary>The folder that is in use.</summary>
    public string Folder => folder.Root;

    /// <summary>How to connect to the server that runs in a folder, started by another process; null when none does.</summary>
    public static string? Running(EmbeddedPostgresOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var wanted = Path.GetFullPath(options.Folder);
        return new[] { wanted, ServerFolder.Fallback(options, wanted) }.Select(path => new ServerFolder(path))
            .Select(folder => folder.Running() is { } running ? ServerDatabase.ConnectionString(folder, running.Port) : null)
                .FirstOrDefault(connection => connection is not null);
    }

    /// <summary>Starts the server of a folder, or adopts the one that a killed host left running in it.</summary>
    /// <param name="options">Where it lives.</param>
    /// <param name="log">Where to say what is being done.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="EmbeddedPostgresException">It can't be done; the message says why and names the ways out.</exception>
    public static async Task<EmbeddedPostgresServer> StartAsync(EmbeddedPostgresOptions options, ILogger log,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var user = ServerUser.Current();
        var folder = await ServerFolder.Open(options, user, log, cancellation);
        var hostLock = HostLock.Take(folder.Root);
        try
        {
            var binaries = await ServerBinaries.Find(options, folder.Root, folder.Major, cancellation);
            if (folder.Major is null) await folder.Initialise(binaries, user, ServerDatabase.User, cancellation);
            if (await Adopt(folder, binaries, user, hostLock, log, cancellation) is { } adopted) return adopted.Supervise();
            var server = new EmbeddedPostgresServer(folder, binaries, user, hostLock, LoopbackPort.Free(options.Port), log);
            await server.Launch(cancellation);
            await ServerDatabase.Ensure(server.ConnectionString, cancellation);
            return server.Supervise();
        }
        catch
        {
            hostLock.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server in an orderly way and lets other hosts use the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested) return;
        await stopping.CancelAsync();
        await supervision;
        NpgsqlConnection.ClearAllPools();
        var (code, output) = await Control(["stop", "-m", "fast"], CancellationToken.None);
        if (code != 0) log.LogWarning("PostgreSQL in {Folder} could not be stopped: {Output}", folder.Root, output);
        hostLock.Dispose();
        stopping.Dispose();
    }

    private static async Task<EmbeddedPostgresServer?> Adopt(
        ServerFolder folder, ServerBinaries binaries, ServerUser user, HostLock hostLock, ILogger log, CancellationToken cancellation)
    {
        if (folder.Running() is not { } running) return null;
        var orphan = new EmbeddedPostgresServer(folder, binaries, user, hostLock, running.Port, log);
        try
        {
            await ServerDatabase.Ensure(orphan.ConnectionString, cancellation);
            log.LogInformation("Adopted the PostgreSQL that an earlier host left running in {Folder}", folder.Root);
            return orphan;
        }
        catch (NpgsqlException)
        {
            await orphan.Control(["stop", "-m", "fast"], cancellation);
            return null;
        }
    }

    private async Task Launch(CancellationToken cancellation)
    {
        var settings = $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 -c jit=off"
            + " -c log_parameter_max_length=0 -c log_parameter_max_length_on_error=0 -c log_min_error_statement=panic";
        using var timer = new PeriodicTimer(Pulse);
        var code = -1;
        // The remains of a killed server take a moment to vanish, and block the start until then.
        for (var attempt = 0; attempt < Attempts && code != 0; attempt++)
        {
            if (attempt > 0) await timer.WaitForNextTickAsync(cancellation);
            (code, _) = await Control(["start", "-l", folder.Log, "-o", settings], cancellation);
        }
        if (code != 0) throw new EmbeddedPostgresException($"PostgreSQL did not start in {folder.Root}: {folder.LastWords()}");
    }

    private EmbeddedPostgresServer Supervise()
    {
        supervision = Task.Run(async () =>
        {
            using var timer = new PeriodicTimer(Pulse);
            try
            {
                while (await timer.WaitForNextTickAsync(stopping.Token)) await Revive();
            }
            catch (OperationCanceledException)
            {
                // The host stops.
            }
        });
        return this;
    }

    private async Task Revive()
    {
        if (folder.Running() is not null) return;
        log.LogWarning("PostgreSQL in {Folder} has stopped; starting it again", folder.Root);
        try
        {
            await Launch(stopping.Token);
        }
        catch (EmbeddedPostgresException fault)
        {
            log.LogError(fault, "PostgreSQL could not be started again; trying on");
        }
    }

    private Task<(int ExitCode, string Output)> Control(IEnumerable<string> arguments, CancellationToken cancellation) =>
        user.Run(binaries["pg_ctl"], [.. arguments, "-D", folder.Data, "-w", "-t", Wait], folder.Data, cancellation);
}
