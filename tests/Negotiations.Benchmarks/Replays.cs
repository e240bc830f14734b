using System.Text;
using System.Text.Json.Nodes;

namespace Negotiations.Benchmarks;

/// <summary>Events a second replayed, beside a bare select and JSON parse of the same events.</summary>
internal static class Replays
{
    private const int Tracks = 400;

    public static async Task Run(Bench bench)
    {
        var facts = 40_000 / bench.Scale;
        await bench.Open(Enumerable.Range(0, Tracks).Select(i => $"r-{i}"));
        var last = 0L;
        foreach (var chunk in Enumerable.Range(0, facts).Chunk(4_000))
            last = await bench.Post([.. chunk.Select(i => Bench.Line($"r-{i / 100 % Tracks}", i))]);
        await bench.Indexed(last);
        await bench.Tidy();
        bench.Sheet.Begin("Events a second replayed, and a bare select and JSON parse of the same events");
        foreach (var (name, wanted, goal) in new[]
        {
            ("verify `track`", """{"mode": "verify", "projection": "track"}""", 150_000.0),
            ("rebuild `track`", """{"mode": "rebuild", "projection": "track"}""", 150_000.0),
            ("verify `timeline`", """{"mode": "verify", "projection": "timeline"}""", 100_000.0),
            ("rebuild `timeline`", """{"mode": "rebuild", "projection": "timeline"}""", 100_000.0),
        })
        {
            var (events, bare) = (0L, await Bench.Time(() => Bare(bench)));
            var took = await Bench.Time(async () => events = await Replay(bench, wanted));
            bench.Sheet.Add(name, events / took.TotalSeconds, "/s", events / bare.TotalSeconds);
            bench.Sheet.Add($"… {name}, for the goal", events / took.TotalSeconds, "/s", goal: goal);
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
