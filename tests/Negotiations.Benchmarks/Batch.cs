using Npgsql;

namespace Negotiations.Benchmarks;

/// <summary>Facts a second through one NDJSON batch, beside a bare COPY of the same rows into a table with the same indexes.</summary>
internal static class Batch
{
    private const int Tracks = 200;

    public static async Task Run(Bench bench)
    {
        var facts = 20_000 / bench.Scale;
        await bench.Open(Enumerable.Range(0, Tracks).Select(Track));
        // Enough for the runtime to have compiled what it will run.
        for (var warm = 0; warm < 4; warm++)
            await bench.Post([.. Enumerable.Range(0, facts).Select(i => Bench.Line(Track(i / 100 % Tracks), i))]);
        // A sender seldom mixes tracks at random: a hundred facts of one, then of the next.
        string[] lines = [.. Enumerable.Range(0, facts).Select(i => Bench.Line(Track(i / 100 % Tracks), i))];
        var from = await Highest(bench);
        await bench.Tidy();
        var last = 0L;
        var took = await Bench.Time(async () => last = await bench.Post(lines));
        var followed = await Bench.Time(() => bench.Indexed(last));
        var copied = await Bench.Time(() => Copy(bench, from, facts));
        bench.Sheet.Begin("Facts a second through an NDJSON batch, and a bare COPY of the same rows");
        bench.Sheet.Add("facts in a batch", facts / took.TotalSeconds, "/s", facts / copied.TotalSeconds, goal: 0.75);
        bench.Sheet.Add("… until the timeline has them", facts / (took + followed).TotalSeconds, "/s");
    }

    private static string Track(int i) => $"b-{i}";

    private static async Task<long> Highest(Bench bench)
    {
        await using var command = bench.Database.CreateCommand("select max(seq_id) from negotiations.mt_events");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Copy(Bench bench, long from, int facts)
    {
        await using var connection = await bench.Database.OpenConnectionAsync();
        foreach (var sql in new[] { "drop table if exists copied", "create table copied (like negotiations.mt_events including all)" })
            await using (var prepare = new NpgsqlCommand(sql, connection)) await prepare.ExecuteNonQueryAsync();
        await using var reading = await bench.Database.OpenConnectionAsync();
        await using var source = await reading.BeginRawBinaryCopyAsync(
            $"copy (select * from negotiations.mt_events where seq_id > {from} and seq_id <= {from + facts}) to stdout (format binary)");
        await using var target = await connection.BeginRawBinaryCopyAsync("copy copied from stdin (format binary)");
        await source.CopyToAsync(target);
    }
}
