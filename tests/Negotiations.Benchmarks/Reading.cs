using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;

namespace Negotiations.Benchmarks;

/// <summary>
/// What it costs to read a track, by the number of its facts: now (one document), as of a date (folded), and a command on top; beside a
/// bare read of the same rows.
/// </summary>
internal static class Reading
{
    private const int Rounds = 60;
    private static readonly int[] Sizes = [100, 1_000, 10_000];

    public static async Task Run(Bench bench)
    {
        bench.Sheet.Begin("Reading a track, by the number of its facts, and a bare read of the same rows");
        foreach (var size in Sizes.Select(size => Math.Max(40, size / bench.Scale)))
        {
            var track = $"t-{size}";
            await bench.Open(track);
            foreach (var chunk in Enumerable.Range(0, size - 1).Chunk(1000)) await bench.Post([.. chunk.Select(i => Bench.Line(track, i))]);
            await bench.Tidy();
            await Now(bench, track, size);
            await Past(bench, track, size);
        }
    }

    private static async Task Now(Bench bench, string track, int size)
    {
        var document = await Bench.Measure(Rounds, () =>
            Read(bench.Database, $"select data from negotiations.mt_doc_track where id = 'bench/{track}'"));
        var now = await Bench.Measure(Rounds, () => bench.Get($"/negotiations/bench/tracks/{track}"));
        bench.Sheet.Add($"a track of {size} facts now, p50", now.Median, "ms", document.Median);
        var command = await Bench.Measure(Rounds, () => bench.Post(Bench.Line(track, 0)));
        bench.Sheet.Add($"a command on a track of {size} facts, p50", command.Median, "ms");
        bench.Sheet.Add($"… p99 of {size}", command.High, "ms");
    }

    private static async Task Past(Bench bench, string track, int size)
    {
        var events = await Bench.Measure(Rounds / 4, () => Read(bench.Database,
            $"select data, headers from negotiations.mt_events where stream_id = 'bench/{track}' order by version"));
        foreach (var (name, viewpoint) in new[] { ("as of", "asOf=2025-06-{0:00}"), ("known at", "knownAt=2099-01-{0:00}"),
            ("both", "asOf=2025-06-{0:00}&knownAt=2099-01-{0:00}") })
        {
            var day = 0;
            var past = await Bench.Measure(Rounds, () => bench.Get($"/negotiations/bench/tracks/{track}?"
                + string.Format(CultureInfo.InvariantCulture, viewpoint, 1 + (day++ % 28))));
            bench.Sheet.Add($"a track of {size} facts, {name}, p50", past.Median, "ms", events.Median);
            bench.Sheet.Add($"… {name}, p99 of {size}", past.High, "ms");
        }
    }

    private static async Task Read(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) JsonNode.Parse(reader.GetString(0));
    }
}
