using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Time;
using Negotiations.Service.Access;
using Npgsql;
using Wolverine;

namespace Negotiations.Benchmarks;

/// <summary>Commands a second through the bus, beside pgbench with the same SQL statements that one command causes.</summary>
internal static partial class Commands
{
    private const int Tracks = 64;
    private static readonly int[] Clients = [1, 8, 16, 64];
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(6);

    public static async Task Run(Bench bench)
    {
        await bench.Open(Enumerable.Range(0, Tracks).Select(Track));
        var alone = await Alone(bench);
        await ThroughTheBus(bench, 16, 3 * Span);
        var script = Path.Combine(Path.GetTempPath(), $"negotiations-{Environment.ProcessId}.pgbench");
        await File.WriteAllTextAsync(script, Script);
        Console.WriteLine("\nCommands a second through the bus, and pgbench with the same statements\n");
        Bench.Row("clients", "bus", "p50 / p99", "pgbench", "ratio");
        Bench.Row("---:", "---:", "---:", "---:", "---:");
        foreach (var clients in Clients)
        {
            await bench.Tidy();
            // Before and after, because the machine may be slower at one time than at another.
            var before = await Pgbench(alone, script, clients);
            var (rate, median, high) = await ThroughTheBus(bench, clients, Span);
            var after = await Pgbench(alone, script, clients);
            var pgbench = before is null || after is null ? null : (before + after) / 2;
            Bench.Row(clients, $"{rate:0}", FormattableString.Invariant($"{median:0.0} / {high:0.0} ms"), pgbench is null ? "not found"
                : $"{pgbench:0}", pgbench is null ? "" : (rate / pgbench.Value).ToString("0.00", CultureInfo.InvariantCulture));
        }
        File.Delete(script);
    }

    private static string Track(int i) => $"c-{i}";

    // For pgbench, a database of its own with the same tables and rows, where nothing follows what it writes.
    private static async Task<NpgsqlConnectionStringBuilder> Alone(Bench bench)
    {
        await using (var create = bench.Database.CreateCommand("create database alone")) await create.ExecuteNonQueryAsync();
        var there = bench.Connection;
        there.Database = "alone";
        await using var service = new Service(there.ConnectionString);
        await using var database = NpgsqlDataSource.Create(there.ConnectionString);
        await new Bench(service, database, there.ConnectionString).Open(Enumerable.Range(0, Tracks).Select(Track));
        return there;
    }

    private static async Task<(double Rate, double Median, double High)> ThroughTheBus(Bench bench, int clients, TimeSpan span)
    {
        var bus = bench.Service.Services.GetRequiredService<IServiceScopeFactory>();
        var start = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            await using var scope = bus.CreateAsyncScope();
            var (messages, random, taken) = (scope.ServiceProvider.GetRequiredService<IMessageBus>(), new Random(client),
                new List<double>());
            while (Stopwatch.GetElapsedTime(start) < span)
            {
                var begun = Stopwatch.GetTimestamp();
                var result = await messages.InvokeAsync<CommandResult>(Command(random.Next(Tracks)), Caller.Local.AsSender());
                if (result.Status != CommandStatus.Recorded) throw new InvalidOperationException(result.Refusals[0].Detail);
                taken.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
            return taken;
        })));
        var all = times.SelectMany(time => time).Order().ToArray();
        return (all.Length / Stopwatch.GetElapsedTime(start).TotalSeconds, all[all.Length / 2], all[(int)(all.Length * 0.99)]);
    }

    private static RecordPosition Command(int track) => new()
    {
        Negotiation = Key.Of(Bench.Negotiation),
        CommandId = Guid.CreateVersion7(),
        Tracks = [Key.Of(Track(track))],
        Occurred = Occurrence.Of("2025-06-02"),
        Report = new Report { Source = new Source { Publisher = "A newspaper" }, Claimants = [ActorKey.Of("ua")] },
        Actor = ActorKey.Of("ua"),
        Stance = Stance.Comment,
        Text = "What was said, in one sentence of ordinary length, as a newspaper reports it.",
    };

    private static async Task<double?> Pgbench(NpgsqlConnectionStringBuilder to, string script, int clients)
    {
        if (Program() is not { } program) return null;
        var start = new ProcessStartInfo(program,
            ["-n", "-M", "prepared", "-f", script, "-c", $"{clients}", "-j", "2", "-T", "4", "-h", to.Host!, "-p", $"{to.Port}", "-U",
            to.Username!, to.Database!])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = to.Password },
        };
        using var process = Process.Start(start)!;
        var (said, complaints) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return Tps.Match(await said) is { Success: true, Groups: var groups }
            ? double.Parse(groups["tps"].Value, CultureInfo.InvariantCulture) : throw new InvalidOperationException(await complaints);
    }

    private static string? Program() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending()
            .Select(version => Path.Combine(version, "bin")) : [])
        .Select(folder => Path.Combine(folder, "pgbench")).FirstOrDefault(File.Exists);

    [GeneratedRegex(@"tps = (?<tps>[0-9.]+)")]
    private static partial Regex Tps { get; }

    // What one RecordPosition sends, as the log of the server shows it.
    private const string Script = """
        \set t random(0, 63)
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
            array['{"id": "01a2102a-3bd9-7ccf-8bae-794ce967332e",
                "text": "What was said, in one sentence of ordinary length, as a newspaper reports it.", "actor": "ua",
                "report": {"source": {"publisher": "A newspaper"}, "claimants": ["ua"]}, "stance": "comment",
                "tracks": ["c-1"], "alsoOn": [], "occurred": "2025-06-02",
                "recorded": {"at": "2026-11-25T00:45:31.826799+00:00", "by": "local"}, "negotiation": "bench"}'::jsonb],
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
