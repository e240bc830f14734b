namespace Negotiations.Benchmarks;

/// <summary>A negotiation of very many tracks, as boards and lists show it, now and in the past.</summary>
internal static class Boards
{
    private const int Rounds = 40;
    private const string Negotiation = "boards";

    public static async Task Run(Bench bench)
    {
        var tracks = Enumerable.Range(0, 200 / bench.Scale).Select(i => $"l-{i}").ToArray();
        await Post(bench,
            """{"command": "OpenNegotiation", "negotiation": "bench", "title": "x"}""",
            """{"command": "AddActor", "negotiation": "bench", "actor": "ua", "name": "x", "kind": "state"}""",
            """{"command": "AddActor", "negotiation": "bench", "actor": "ru", "name": "y", "kind": "state"}""");
        foreach (var track in tracks)
            await Post(bench, [
                $$"""{"command": "OpenTrack", "negotiation": "bench", "track": "{{track}}", "title": "x", "subject": "other"}""",
                .. Enumerable.Range(0, 10).SelectMany(i => new[]
                {
                    Sizes.Exchange(track, 100 * i).ToJsonString(), Sizes.HandOver(track, 100 * i, 60 + i).ToJsonString(),
                    Bench.Line(track, (2 * i) + 1),
                })]);
        await bench.Indexed(await Post(bench, Bench.Line(tracks[0], 1)));
        await bench.Tidy();
        bench.Sheet.Begin($"Boards and lists over {tracks.Length} tracks");
        foreach (var (name, path, goal) in new[]
        {
            ("board now", "", 25.0), ("board in the past", "?asOf={0}", 60.0), ("ledger, a page", "/ledger", 25.0),
            ("commitments, a page", "/commitments", 25.0), ("claims, a page", "/claims", 25.0),
            ("disputed claims, a page", "/claims?status=disputed", 25.0), ("stages over three years", "/stages?limit=500", 60.0),
        })
        {
            var (size, day) = (0, 0);
            var times = await Bench.Measure(Rounds, async () =>
            {
                var date = $"2024-{1 + (day % 12):00}-{1 + (day++ % 28):00}";
                size = await bench.Get($"/negotiations/{Negotiation}{path.Replace("{0}", date, StringComparison.Ordinal)}");
            });
            bench.Sheet.Add($"{name}, p50", times.Median, "ms", goal: goal);
            bench.Sheet.Add($"… {name}, p99", times.High, "ms");
            bench.Sheet.Add($"… {name}, size", size / 1024.0, "KiB");
        }
    }

    // In a negotiation of its own.
    private static Task<long> Post(Bench bench, params string[] lines) => bench.Post([.. lines.Select(line => line
        .Replace($"\"{Bench.Negotiation}\"", $"\"{Negotiation}\"", StringComparison.Ordinal))]);
}
