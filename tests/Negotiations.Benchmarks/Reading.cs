using System.Diagnostics;
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
        Console.WriteLine("\nReading a track, by the number of its facts\n");
        Bench.Row("facts on the track", "now p50 / p99", "bare document p50 / p99", "as of p50 / p99", "bare events p50",
            "as of / bare events", "command p50 / p99");
        Bench.Row("---:", "---:", "---:", "---:", "---:", "---:", "---:");
        foreach (var size in Sizes)
        {
            var track = $"t-{size}";
            await bench.Open(track);
            foreach (var chunk in Enumerable.Range(0, size - 1).Chunk(1000)) await bench.Post([.. chunk.Select(i => Bench.Line(track, i))]);
            await bench.Tidy();
            var document = await Measure(() =>
                Read(bench.Database, $"select data from negotiations.mt_doc_track where id = 'bench/{track}'"));
            var now = await Measure(() => Get(bench, $"/negotiations/bench/tracks/{track}"));
            var asOf = await Measure(() => Get(bench, $"/negotiations/bench/tracks/{track}?asOf=2025-06-15"));
            var events = await Measure(() =>
                Read(bench.Database,
                $"select data, headers from negotiations.mt_events where stream_id = 'bench/{track}' order by version"));
            var command = await Measure(() => bench.Post(Bench.Line(track, 0)));
            Bench.Row(size, now, document, asOf, FormattableString.Invariant($"{events.Median:0.0} ms"),
                FormattableString.Invariant($"{asOf.Median / events.Median:0.0}"), command);
        }
    }

    private static async Task Get(Bench bench, string path)
    {
        using var response = await bench.Client.GetAsync(new Uri(path, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task Read(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) JsonNode.Parse(reader.GetString(0));
    }

    private static async Task<Times> Measure(Func<Task> act)
    {
        for (var i = 0; i < Rounds / 4; i++) await act();
        // What was measured before must not be paid for here.
        GC.Collect();
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await act();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        times.Sort();
        return new Times(times[Rounds / 2], times[(int)(Rounds * 0.99)]);
    }

    private sealed record Times(double Median, double High)
    {
        public override string ToString() => FormattableString.Invariant($"{Median:0.0} / {High:0.0} ms");
    }
}
