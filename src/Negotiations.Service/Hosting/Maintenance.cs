using System.Diagnostics;
using JasperFx.Events.Daemon;
using Marten;
using Negotiations.Domain;
using Negotiations.EmbeddedPostgres;
using Negotiations.Service.Transparency;
using Negotiations.Store;
using Negotiations.Store.Log;
using Negotiations.Store.SqlViews;
using Negotiations.Store.Transparency;
using Negotiations.Store.Verifying;
using Npgsql;

namespace Negotiations.Service.Hosting;

/// <summary>
/// <c>backup FILE</c>, <c>restore FILE</c> and <c>verify</c>, whether the service runs or not. A backup is a consistent pg_dump of the
/// store and of the bus with its schedule; it is restored into a scratch database and verified before it gets its name. A restore needs an
/// empty database and ends in verify too.
/// </summary>
internal static class Maintenance
{
    private static readonly string[] Verbs = ["backup", "restore", "verify"];

    /// <summary>Whether the arguments name a maintenance command.</summary>
    public static bool IsAsked(string[] args) => args is [var verb, ..] && Verbs.Contains(verb);

    /// <summary>The settings among the arguments; file names may begin with a slash.</summary>
    public static string[] Settings(string[] args) => [.. args.Where(argument => argument.StartsWith("--", StringComparison.Ordinal))];

    /// <summary>Runs the command; 0 when it succeeds and the store is sound.</summary>
    public static async Task<int> Run(string[] args, IConfiguration configuration)
    {
        var schema = configuration[NegotiationsHost.Schema] ?? NegotiationsHost.DefaultSchema;
        await using var server = await Database.StartUnlessRunning(configuration);
        var database = new NpgsqlConnectionStringBuilder(server?.ConnectionString ?? Database.Running(configuration)
            ?? configuration.GetConnectionString(Database.ConnectionName));
        return (args[0], args.ElementAtOrDefault(1)) switch
        {
            ("verify", _) => await Verify(database, schema, CheckpointFile.Of(configuration)),
            (_, null or ['-', ..]) => throw new MaintenanceException($"Say which file: scripts/{args[0]} FILE"),
            ("backup", { } file) => await Backup(database, schema, file, CheckpointFile.Of(configuration)),
            (_, { } file) => await Restore(database, schema, file, configuration),
        };
    }

    private static async Task<int> Backup(NpgsqlConnectionStringBuilder database, string schema, string file, IKeptCheckpoints? kept)
    {
        // Those that are signed from now on, it need not have.
        kept = kept?.UpToNow();
        var part = file + ".part";
        // Made first, so that nobody else can read it at any time.
        File.Delete(part);
        PrivateFile.Write(part, []);
        await Tool("pg_dump", database, "--format=custom", "--no-owner", "--no-privileges", $"--schema={schema}", $"--schema={schema}_bus",
            $"--file={part}");
        var scratch = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = $"negotiations_check_{Guid.NewGuid():N}" };
        await Execute(database, $"create database {scratch.Database}");
        try
        {
            await Tool("pg_restore", scratch, "--no-owner", "--no-privileges", "--exit-on-error", part);
            if (await Verify(scratch, schema, kept) is not 0 and var code) return code;
        }
        finally
        {
            await Execute(database, $"drop database {scratch.Database} with (force)");
        }
        File.Move(part, file, overwrite: true);
        Console.WriteLine($"Backup: {Path.GetFullPath(file)}, {new FileInfo(file).Length} bytes.");
        return 0;
    }

    private static async Task<int> Restore(NpgsqlConnectionStringBuilder database, string schema, string file, IConfiguration configuration)
    {
        if (!File.Exists(file)) throw new MaintenanceException($"There is no file {Path.GetFullPath(file)}.");
        var hasStore = await Ask<bool>(database, $"select to_regclass('{schema}.mt_events') is not null");
        if (hasStore && await Ask<long>(database, $"select count(*) from {schema}.mt_events") is > 0 and var events)
            throw new MaintenanceException(
                $"The database '{database.Database}' holds {events} facts already, and nothing was changed. Restore into an empty one: "
                + "stop the service, and name another folder with --Data:Folder=… or another database with "
                + $"ConnectionStrings__{Database.ConnectionName}.");
        if (hasStore) await Execute(database,
            $"""
            drop schema {schema} cascade;
            drop schema if exists {schema}_bus cascade;
            {SqlViewSetup.Drop(SqlViewSetup.SchemaOf(schema, configuration))}
            """);
        await Tool("pg_restore", database, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", file);
        if (await Verify(database, schema, CheckpointFile.Of(configuration), isRestored: true) is not 0 and var code) return code;
        // A store from before epochs gets its first at the next start.
        if (await Ask<bool>(database, $"select to_regclass('{schema}.store_epoch') is not null"))
        {
            await using var source = NpgsqlDataSource.Create(database.ConnectionString);
            await using var connection = await source.OpenConnectionAsync();
            await StoreEpochs.Begin(connection, schema, CancellationToken.None);
        }
        Console.WriteLine($"Restored into '{database.Database}'. Start the service: what was scheduled goes on.");
        return 0;
    }

    /// <summary>Verifies every stream and document of a store, without a service.</summary>
    private static async Task<int> Verify(NpgsqlConnectionStringBuilder database, string schema, IKeptCheckpoints? checkpoints,
        bool isRestored = false)
    {
        await using var store = DocumentStore.For(options =>
        {
            StoreSetup.Configure(options, StoreSetup.Tuned(database.ConnectionString), schema, StoredDocuments.Configure);
            // No projection runs here; this avoids the warning about that.
            options.Projections.AsyncMode = DaemonMode.ExternallyManaged;
        });
        if (!await Ask<bool>(database, $"select to_regclass('{schema}.mt_events') is not null"))
            throw new MaintenanceException($"The database '{database.Database}' holds no store in the schema '{schema}'.");
        var owner = new StoreOwner(database.ConnectionString, TimeSpan.Zero, StoredDocuments.Configure);
        await owner.Complete(schema);
        var replayer = new Replayer(store, owner, new SnapshotMender(store), null,
            new RecordLog(store, LoggedDocuments.All, TimeProvider.System), new CheckpointComparison(checkpoints));
        var job = await replayer.Begin(new ReplayJob { Id = Guid.Empty, Mode = ReplayMode.Verify, RequestedAt = default },
            CancellationToken.None);
        while (job.Phase != ReplayPhase.End) job = await replayer.Advance(job, CancellationToken.None);
        Tell(job);
        var contradicted = isRestored ? job.Differences.Count(CheckpointComparison.IsOf) : 0;
        if (contradicted > 0)
            Console.WriteLine("The log had signed more than this backup has, or something else. If the backup is older, that is what was "
                + "lost, and witnesses will say so: move checkpoints.ndjson away from the keys' folder, and keep it.");
        return job.DifferenceCount == contradicted ? 0 : 2;
    }

    private static void Tell(ReplayJob job)
    {
        var told = job.DifferenceCount == 0 ? "every document is what they say, and every hash chain holds"
            : $"{job.DifferenceCount} differences";
        var unproven = job.Unproven is > 0 and var count ? $" {count} entries came after the last checkpoint outside the database." : "";
        Console.WriteLine($"Verified {job.Done} events: {told}.{unproven}");
        foreach (var found in job.Differences)
        {
            var place = found.Version is { } version ? $", version {version}" : "";
            var signed = found.Checkpoint is { } checkpoint ? $" (entry {found.LogEntry}, in checkpoint {checkpoint})" : "";
            Console.WriteLine($"  {Words.Of(found.Kind)} {found.Projection} {found.Stream ?? found.Id}{place}: {found.Detail}{signed}");
        }
    }

    private static async Task Tool(string name, NpgsqlConnectionStringBuilder to, params string[] arguments)
    {
        var folders = new EmbeddedPostgresOptions { Folder = "" }.BinaryFolders;
        var program = folders.SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") })
            .FirstOrDefault(File.Exists)
            ?? throw new MaintenanceException($"{name} was not found in PATH or the usual places: install PostgreSQL's client programs "
                + "(Debian and Ubuntu: apt-get install postgresql-client).");
        string[] where = name == "pg_dump" ? [] : ["--dbname", to.Database!];
        var start = new ProcessStartInfo(program, [.. where, .. arguments]) { RedirectStandardError = true };
        foreach (var (variable, value) in new[] { ("PGHOST", to.Host), ("PGPORT", $"{to.Port}"), ("PGUSER", to.Username),
            ("PGPASSWORD", to.Password), ("PGDATABASE", to.Database) }) start.Environment[variable] = value;
        using var process = Process.Start(start)!;
        var complaints = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new MaintenanceException($"{name} failed: {complaints.Trim()}");
    }

    private static async Task Execute(NpgsqlConnectionStringBuilder database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await connection.Execute(sql, CancellationToken.None);
    }

    private static async Task<T> Ask<T>(NpgsqlConnectionStringBuilder database, string sql) where T : struct
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        return await connection.Value<T>(sql, CancellationToken.None);
    }
}
