using System.Text.Json.Nodes;

namespace Negotiations.Benchmarks;

/// <summary>Correcting the facts of one track in batches, beside recording them.</summary>
internal static class Corrections
{
    private const string Track = "corrected";

    public static async Task Run(Bench bench)
    {
        var count = 1_600 / bench.Scale;
        await bench.Open(Track);
        Guid[] first = [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())],
            second = [.. first.Select(_ => Guid.CreateVersion7())];
        bench.Sheet.Begin("Facts a second in batches on one track: new ones, and corrections of them");
        var added = await Rate(bench, [.. first.Select((id, i) => Line(id, i))]);
        var superseded = await Rate(bench, [.. second.Select((id, i) => Line(id, i, first[i]))]);
        var retracted = await Rate(bench, [.. second.Select(Retraction)]);
        bench.Sheet.Add("new facts of one track", added, "/s");
        bench.Sheet.Add("superseded", superseded, "/s", added, goal: 0.5);
        bench.Sheet.Add("retracted", retracted, "/s", added, goal: 0.5);
    }

    private static async Task<double> Rate(Bench bench, string[] lines) =>
        lines.Length / (await Bench.Time(() => bench.Post(lines))).TotalSeconds;

    private static string Line(Guid id, int i, Guid? supersedes = null)
    {
        var line = JsonNode.Parse(Bench.Line(Track, (2 * i) + 1))!.AsObject();
        line["commandId"] = id;
        if (supersedes is { } fact) line["supersedes"] = fact;
        return line.ToJsonString();
    }

    private static string Retraction(Guid fact) => new JsonObject
    {
        ["command"] = "RetractFact",
        ["negotiation"] = Bench.Negotiation,
        ["tracks"] = new JsonArray(Track),
        ["occurred"] = "2025-06-28",
        ["report"] = new JsonObject { ["source"] = new JsonObject { ["publisher"] = "The desk" } },
        ["fact"] = fact,
        ["reason"] = "Misread",
    }.ToJsonString();
}
