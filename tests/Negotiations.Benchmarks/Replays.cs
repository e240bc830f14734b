using System.Text;
using System.Text.Json.Nodes;

namespace Negotiations.Benchmarks;

/// <summary>Events a second replayed, beside a bare select and JSON parse of the same events.</summary>
internal static class Replays
{
    private const int Facts = 40_000, Tracks = 400;

    public static async Task Run(Bench bench)
    {
        await bench.Open(Enumerable.Range(0, Tracks).Select(i => $"r-{i}"));
        var last = 0L;
        foreach (var chunk in Enumerable.Range(0, Facts).Chunk(4_000))
            last = await bench.Post([.. chunk.Select(i => Bench.Line($"r-{i / 100}", i))]);
        await bench.Indexed(last);
        await bench.Tidy();
        Console.WriteLine("\nEvents a second replayed, and a bare select and JSON parse of the same events\n");
        Bench.Row("replay", "events", "a second", "bare", "ratio");
        Bench.Row("---", "---:", "---:", "---:", "---:");
        foreach (var (name, wanted) in new[]
        {
            ("verify `track`", """{"mode": "verify", "projection": "track"}"""),
            ("rebuild `track`", """{"mode": "rebuild", "projection": "track"}"""),
            ("verify `timeline`", """{"mode": "verify", "projection": "timeline"}"""),
            ("rebuild `timeline`", """{"mode": "rebuild", "projection": "timeline"}"""),
        })
        {
            var (events, bare) = (0L, await Bench.Time(() => Bare(bench)));
            var took = await Bench.Time(async () => events = await Replay(bench, wanted));
            Bench.Row(name, events, $"{events / took.TotalSeconds:0}", $"{events / bare.TotalSeconds:0}",
                FormattableString.Invariant($"{bare / took:0.00}"));
        }
    }

    private static async Task Bare(Bench bench)
    {
        await using var command = bench.Database.CreateCommand("select data from negotiations.mt_events order by seq_id");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) JsonNode.Parse(reader.GetString(0));
    }

    private static async Task<long> Replay(Bench bench, string wanted)
    {
        using var content = new StringContent(wanted, Encoding.UTF8, "application/json");
        using var response = await bench.Client.PostAsync(new Uri("/replays", UriKind.Relative), content);
        var said = await bench.Client.GetStringAsync(new Uri($"{response.Headers.Location}/stream", UriKind.Relative));
        var end = JsonNode.Parse(said.TrimEnd().Split("data: ")[^1])!;
        if (end["status"]!.GetValue<string>() != "completed" || end["differences"]!.GetValue<long>() != 0)
            throw new InvalidOperationException(end.ToJsonString());
        return end["eventsDone"]!.GetValue<long>();
    }
}
