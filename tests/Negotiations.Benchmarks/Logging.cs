using Microsoft.Extensions.DependencyInjection;
using Negotiations.Store.Following;
using Negotiations.Store.Transparency;
using Npgsql;

namespace Negotiations.Benchmarks;

/// <summary>
/// What the log of what was recorded costs, how long it takes to catch up with a store that it doesn't have yet, and how large it is.
/// </summary>
internal static class Logging
{
    private const int Clients = 64;

    public static async Task Run(Bench bench)
    {
        await Cost(bench);
        var facts = 200_000 / bench.Scale;
        await bench.Open("log");
        while (await Count(bench, "mt_events") < facts)
            await bench.Indexed(await bench.Post([.. Enumerable.Range(0, 10_000 / bench.Scale).Select(i => Bench.Line("log", i))]));
        await using (var connection = await bench.Database.OpenConnectionAsync())
            await Run(connection, "truncate negotiations.log_entry, negotiations.log_tile");
        await bench.Tidy();
        var took = await Bench.Time(() => Follow(bench));
        var (entries, bytes) = (await Count(bench, "log_entry"), await Size(bench));
        bench.Sheet.Begin("The log of what was recorded, from nothing");
        bench.Sheet.Add($"entries added, of {entries}", entries / took.TotalSeconds, "/s");
        bench.Sheet.Add("its size an entry", bytes / (double)entries, "bytes");
        bench.Sheet.Add("… all of it", bytes / 1024.0 / 1024.0, "MiB");
    }

    // With and without by turns, as the machine may be slower at one time than at another.
    private static async Task Cost(Bench bench)
    {
        await bench.Open(Enumerable.Range(0, Pgbench.TracksOfEach * Clients).Select(Commands.Track));
        await bench.Open("logged");
        var (commands, facts) = (new List<(bool, double)>(), new List<(bool, double)>());
        await Commands.ThroughTheBus(bench, Clients, TimeSpan.FromSeconds(10.0 / bench.Scale));
        foreach (var isLogged in new[] { true, false, false, true, true, false, false, true })
            await Half(bench, commands, facts, isLogged);
        bench.Sheet.Begin("What the log costs: with it, and beside that without it");
        bench.Sheet.Add($"commands, {Clients} clients, logged", Mean(commands, true), "/s", Mean(commands, false), goal: 0.97);
        bench.Sheet.Add("facts in a batch, logged", Mean(facts, true), "/s", Mean(facts, false), goal: 0.97);
    }

    private static async Task Half(Bench bench, List<(bool, double)> commands, List<(bool, double)> facts, bool isLogged)
    {
        var span = TimeSpan.FromSeconds(10.0 / bench.Scale);
        string[] lines = [.. Enumerable.Range(0, 20_000 / bench.Scale).Select(i => Bench.Line("logged", i))];
        await bench.Indexed(await bench.Post(lines));
        await Follow(bench);
        await bench.Tidy();
        // Who follows the log holds this lock: while it is held here, nobody does.
        await using var held = await bench.Database.OpenConnectionAsync();
        if (!isLogged) await Run(held, $"select pg_advisory_lock({RecordLog.LockOf("negotiations")})");
        commands.Add((isLogged, (await Commands.ThroughTheBus(bench, Clients, span)).Rate));
        await bench.Indexed(await bench.Post(lines[0]));
        facts.Add((isLogged, 3 * lines.Length / (await Bench.Time(async () =>
        {
            for (var i = 0; i < 3; i++) await bench.Post(lines);
        })).TotalSeconds));
        if (!isLogged) await Run(held, $"select pg_advisory_unlock({RecordLog.LockOf("negotiations")})");
    }

    private static async Task Follow(Bench bench)
    {
        var settled = await bench.Service.Services.GetRequiredService<HighWaterMark>().Reached(default);
        var log = bench.Service.Services.GetRequiredService<RecordLog>();
        while (await log.Follow(settled, default) is not 0) { }
    }

    private static double Mean(List<(bool IsLogged, double Rate)> measured, bool isLogged) =>
        measured.Where(one => one.IsLogged == isLogged).Average(one => one.Rate);

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static Task<long> Count(Bench bench, string table) => Value(bench.Database, $"select count(*) from negotiations.{table}");

    private static Task<long> Size(Bench bench) => Value(bench.Database,
        "select pg_total_relation_size('negotiations.log_entry') + pg_total_relation_size('negotiations.log_tile')");

    private static async Task<long> Value(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
