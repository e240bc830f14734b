using System.Globalization;
using System.Text.Json.Nodes;

namespace Negotiations.Benchmarks;

/// <summary>What a command and a reader pay on a track that holds very many things, beside an empty one.</summary>
internal static class Sizes
{
    private const int Rounds = 40, AtOnce = 500;

    public static async Task Run(Bench bench)
    {
        var count = 1_000 / bench.Scale;
        await bench.Open("empty", "rounds", "agreements", "exchanges");
        await Fill(bench, count, Round);
        await Fill(bench, count, Agreement);
        await Fill(bench, count, Exchange);
        bench.Sheet.Begin("A command on a track that holds many things, and on an empty one; its document; what a reader gets");
        var none = await Command(bench, "empty");
        foreach (var track in new[] { "rounds", "agreements", "exchanges" })
        {
            bench.Sheet.Add($"a command on a track of {count} {track}, p50", await Command(bench, track), "ms", none, goal: 2);
            if (track == "exchanges")
                bench.Sheet.Add($"… on one of {count} exchanges, p50", await HandOver(bench), "ms", none, goal: 2);
            await using var size = bench.Database.CreateCommand(
                $"select octet_length(data::text) from negotiations.mt_doc_track where id = 'bench/{track}'");
            bench.Sheet.Add($"… document of {count} {track}", (int)(await size.ExecuteScalarAsync())! / 1024.0, "KiB");
            var read = 0;
            var now = await Bench.Measure(Rounds, async () => read = await bench.Get($"/negotiations/bench/tracks/{track}"));
            bench.Sheet.Add($"… reading a track of {count} {track}, p50", now.Median, "ms");
            bench.Sheet.Add($"… answer of {count} {track}", read / 1024.0, "KiB");
        }
    }

    private static async Task<double> HandOver(Bench bench)
    {
        var exchange = 0;
        return (await Bench.Measure(Rounds, () => bench.Post(HandOver("exchanges", exchange++, 1).ToJsonString()))).Median;
    }

    private static async Task<double> Command(Bench bench, string track) =>
        (await Bench.Measure(Rounds, () => bench.Post(Bench.Line(track, 1)))).Median;

    private static async Task Fill(Bench bench, int count, Func<int, JsonObject> line)
    {
        foreach (var part in Enumerable.Range(0, count).Chunk(AtOnce)) await bench.Post([.. part.Select(i => line(i).ToJsonString())]);
    }

    private static JsonObject Of(string command, string track, int i) => new()
    {
        ["command"] = command,
        ["negotiation"] = Bench.Negotiation,
        ["tracks"] = new JsonArray(track),
        ["occurred"] = new DateOnly(2023, 1, 1).AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["report"] = new JsonObject { ["source"] = new JsonObject { ["publisher"] = "A newspaper" } },
    };

    private static JsonObject Round(int i)
    {
        var line = Of("RecordTalks", "rounds", i);
        line["round"] = $"round-{i}";
        line["format"] = "direct";
        line["delegations"] = new JsonArray(new JsonObject { ["party"] = "ua" });
        return line;
    }

    private static JsonObject Agreement(int i)
    {
        var line = Of("RecordAgreement", "agreements", i);
        line["agreement"] = $"agreement-{i}";
        line["title"] = $"Agreement {i} on one thing or another";
        line["stage"] = "pre";
        line["signatories"] = new JsonArray("ua", "ru");
        return line;
    }

    /// <summary>An exchange of a hundred for a hundred.</summary>
    public static JsonObject Exchange(int i) => Exchange("exchanges", i);

    /// <summary>The same on a track.</summary>
    public static JsonObject Exchange(string track, int i)
    {
        var line = Of("RecordExchangeAgreement", track, i);
        line["exchange"] = $"{track}-{i}";
        line["legs"] = new JsonArray(
            new JsonObject { ["leg"] = "a", ["from"] = "ua", ["to"] = "ru", ["category"] = "prisonersOfWar" },
            new JsonObject { ["leg"] = "b", ["from"] = "ru", ["to"] = "ua", ["category"] = "prisonersOfWar" });
        line["quantity"] = new JsonObject { ["value"] = 100, ["basis"] = "perSide" };
        return line;
    }

    /// <summary>A hand-over of such an exchange, on the day after it.</summary>
    public static JsonObject HandOver(string track, int i, int delivered)
    {
        var line = Of("RecordExchangeStage", track, i + 1);
        line["exchange"] = $"{track}-{i}";
        line["stage"] = "1";
        line["deliveries"] = new JsonArray(new JsonObject { ["leg"] = "a", ["quantity"] = delivered });
        return line;
    }
}
