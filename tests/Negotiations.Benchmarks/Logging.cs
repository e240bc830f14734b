using Microsoft.Extensions.DependencyInjection;
using Negotiations.Store.Following;
using Negotiations.Store.Transparency;
using Npgsql;

namespace Negotiations.Benchmarks;

/// <summary>How long the log of what was recorded takes to catch up with a store that it doesn't have yet, and how large it is.</summary>
internal static class Logging
{
    public static async Task Run(Bench bench)
    {
        var facts = 200_000 / bench.Scale;
        await bench.Open("log");
        while (await Count(bench, "mt_events") < facts)
            await bench.Indexed(await bench.Post([.. Enumerable.Range(0, 10_000 / bench.Scale).Select(i => Bench.Line("log", i))]));
        await Run(bench, "truncate negotiations.log_entry, negotiations.log_tile");
        await bench.Tidy();
        var settled = await bench.Service.Services.GetRequiredService<HighWaterMark>().Reached(default);
        var log = bench.Service.Services.GetRequiredService<RecordLog>();
        var took = await Bench.Time(async () =>
        {
            while (await log.Follow(settled, default) is not 0) { }
        });
        var (entries, bytes) = (await Count(bench, "log_entry"), await Size(bench));
        bench.Sheet.Begin("The log of what was recorded, from nothing");
        bench.Sheet.Add($"entries added, of {entries}", entries / took.TotalSeconds, "/s");
        bench.Sheet.Add("its size an entry", bytes / (double)entries, "bytes");
        bench.Sheet.Add("… all of it", bytes / 1024.0 / 1024.0, "MiB");
    }

    private static async Task Run(Bench bench, string sql)
    {
        await using var command = bench.Database.CreateCommand(sql);
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
