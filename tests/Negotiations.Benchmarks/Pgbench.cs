using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Negotiations.Benchmarks;

/// <summary>
/// The same SQL statements that one command causes, by PostgreSQL's own <c>pgbench</c>, in a database of its own with the same tables and
/// rows, where nothing follows what it writes. Each client has tracks of its own: at its first error a client of pgbench ends, so that
/// whoever collides measures a database that hardly anybody uses.
/// </summary>
internal sealed partial class Pgbench : IDisposable
{
    /// <summary>How many tracks each client has.</summary>
    public const int TracksOfEach = 15;

    private readonly NpgsqlConnectionStringBuilder database;
    private readonly string program, script = Path.Combine(Path.GetTempPath(), $"negotiations-{Environment.ProcessId}.pgbench");

    private Pgbench(NpgsqlConnectionStringBuilder database, string program)
    {
        (this.database, this.program) = (database, program);
        File.WriteAllText(script, Script);
    }

    /// <summary>Makes its database; null where there is no pgbench.</summary>
    public static async Task<Pgbench?> Make(Bench bench, IEnumerable<string> tracks)
    {
        if (Program() is not { } program) return null;
        await using (var create = bench.Database.CreateCommand("create database alone")) await create.ExecuteNonQueryAsync();
        var there = bench.Connection;
        there.Database = "alone";
        await using var service = new Service(there.ConnectionString);
        await using var database = NpgsqlDataSource.Create(there.ConnectionString);
        await new Bench(service, database, there.ConnectionString, bench.Scale).Open(tracks);
        return new Pgbench(there, program);
    }

    /// <summary>Transactions a second of so many clients.</summary>
    /// <exception cref="InvalidOperationException">A client ended before the time was over.</exception>
    public async Task<double> Rate(int clients, TimeSpan span)
    {
        var seconds = Math.Max(1, (int)span.TotalSeconds);
        var start = new ProcessStartInfo(program,
            ["-n", "-M", "prepared", "-f", script, "-c", $"{clients}", "-j", "2", "-T", $"{seconds}", "-h", database.Host!,
            "-p", $"{database.Port}", "-U", database.Username!, database.Database!])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = database.Password },
        };
        using var process = Process.Start(start)!;
        var (said, complaints) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && !(await complaints).Contains("aborted", StringComparison.Ordinal)
            && Tps.Match(await said) is { Success: true, Groups: var groups }
            ? double.Parse(groups["tps"].Value, CultureInfo.InvariantCulture) : throw new InvalidOperationException(await complaints);
    }

    public void Dispose() => File.Delete(script);

    private static string? Program() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending()
            .Select(version => Path.Combine(version, "bin")) : [])
        .Select(folder => Path.Combine(folder, "pgbench")).FirstOrDefault(File.Exists);

    [GeneratedRegex(@"tps = (?<tps>[0-9.]+)")]
    private static partial Regex Tps { get; }

    // What one RecordPosition sends, as the log of the server shows it.
    private static readonly string Script = $$"""
        \set t random(0, {{TracksOfEach - 1}}) + {{TracksOfEach}} * :client_id
        select d.id, d.data, d.mt_version from negotiations.mt_doc_negotiation as d where id = 'bench';
        select version from negotiations.mt_streams where id = 'bench/c-' || :t::text;
        select d.id, d.data, d.mt_version from negotiations.mt_doc_track as d where id = 'bench/c-' || :t::text;
        select data, type, mt_dotnet_type, bdata, seq_id, id, stream_id, version, timestamp, tenant_id, correlation_id, causation_id,
            headers, user_name, is_archived
            from negotiations.mt_events as d
            where d.id = any(array['01a2102a-3bd9-7ccf-8bae-794ce967332e'::uuid]) and d.is_archived = false;
        begin;
        select negotiations.mt_quick_append_events('bench/c-' || :t::text, null, '*DEFAULT*', array[gen_random_uuid()],
            array['position_stated'], array['Negotiations.Domain.PositionStated, Negotiations.Domain'],
            array[format('{"id": "01a2102a-3bd9-7ccf-8bae-794ce967332e",
                "text": "What was said, in one sentence of ordinary length, as a newspaper reports it.", "actor": "ua",
                "report": {"source": {"publisher": "A newspaper"}, "claimants": ["ua"]}, "stance": "comment",
                "tracks": ["c-1"], "alsoOn": [], "occurred": "2025-06-02",
                "recorded": {"at": "%s", "by": "local"}, "negotiation": "bench"}', now())::jsonb],
            array[null]::bytea[], array[null]::varchar[], array[null]::varchar[],
            array['{"chain": "5f0c6b1f7f1f7a0b1d1c0e3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978",
                "content": "5f0c6b1f7f1f7a0b1d1c0e3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978", "negotiation": "bench"}'::jsonb],
            array['local']::varchar[], array[now()]::timestamptz[]);
        insert into negotiations.mt_doc_track (id, data, mt_version, mt_dotnet_type, mt_last_modified)
            select id, data, mt_version, mt_dotnet_type, transaction_timestamp()
            from negotiations.mt_doc_track where id = 'bench/c-' || :t::text
            on conflict (id) do update set data = excluded.data,
                mt_version = coalesce((select version from negotiations.mt_streams
                    where negotiations.mt_streams.id = negotiations.mt_doc_track.id), negotiations.mt_doc_track.mt_version + 1),
                mt_dotnet_type = excluded.mt_dotnet_type, mt_last_modified = excluded.mt_last_modified
            returning mt_version;
        commit;
        """;
}
