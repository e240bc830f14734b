using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Negotiations.Drills;

/// <summary>Lines of a generated history in another order, in which each can still be recorded.</summary>
internal static class ReorderedHistory
{
    private static readonly string[] Kinds = ["round", "memo", "exchange", "commitment", "list", "incident"];
    private static readonly string[] Making =
        ["ScheduleRound", "RecordTalks", "RecordMemo", "RecordExchangeAgreement", "RecordCommitment", "RecordChildList", "RecordIncident"];
    private static readonly string[] Corrections = ["RetractFact", "ReinstateFact"], Lifecycle = ["SuspendTrack", "ResumeTrack"];

    /// <summary>A random order of lines that were all recorded. Those that set the negotiation up stay where they are.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="seed">What the order comes from; without some of the lines the others keep it, as far as they can.</param>
    public static ImmutableArray<JsonObject> Of(ImmutableArray<JsonObject> lines, int seed)
    {
        var ranks = Enumerable.Range(0, 100).ToArray();
        new Random(seed).Shuffle(ranks);
        var (reordered, left) = (lines.Take(GeneratedHistory.SetUp).ToList(), lines.Skip(GeneratedHistory.SetUp).ToList());
        while (left.Count > 0)
        {
            var free = left.Where((line, i) => !left.Take(i).Any(earlier => MustPrecede(earlier, line, lines)));
            var next = free.MinBy(line => ranks[GeneratedHistory.Number(Id(line))])!;
            left.Remove(next);
            reordered.Add(next);
        }
        return [.. reordered];
    }

    // What a line names must be there, and what a correction takes away or brings back must be as it was for all that speak of the same.
    private static bool MustPrecede(JsonObject earlier, JsonObject later, ImmutableArray<JsonObject> lines) =>
        Facts(later).Contains(Id(earlier))
        || Named(later).Except(Made(later)).Any(thing => Makers(thing, lines)[0] == earlier)
        || (Lifecycle.Contains(Command(earlier)) && Lifecycle.Contains(Command(later)))
        || Disturbs(earlier, later, lines) || Disturbs(later, earlier, lines);

    // A fact that replaces another of the same thing leaves the thing there, and so does what takes away one of several that made it.
    private static bool Disturbs(JsonObject correction, JsonObject other, ImmutableArray<JsonObject> lines)
    {
        var isCorrection = Corrections.Contains(Command(correction));
        if (!isCorrection && !correction.ContainsKey("supersedes")) return false;
        var spokenOf = SpokenOf(correction, lines);
        if (spokenOf.Intersect(SpokenOf(other, lines)).Any()) return true;
        var things = spokenOf.SelectMany(Made).Except(isCorrection ? [] : Made(correction)).ToArray();
        return things.Intersect(Made(other)).Any() || things.Intersect(Named(other)).Any(thing => Makers(thing, lines).Length == 1);
    }

    private static JsonObject[] Makers(string thing, ImmutableArray<JsonObject> lines) =>
        [.. lines.Where(line => Made(line).Contains(thing))];

    private static JsonObject[] SpokenOf(JsonObject line, ImmutableArray<JsonObject> lines)
    {
        var direct = lines.Where(other => Facts(line).Contains(Id(other))).ToArray();
        return [.. direct, .. lines.Where(other => direct.Any(spokenOf => Facts(spokenOf).Contains(Id(other))))];
    }

    private static string Command(JsonObject line) => line["command"]!.ToString();

    private static string Id(JsonObject line) => line["commandId"]!.ToString();

    private static string[] Facts(JsonObject line) =>
    [
        .. from fact in new[] { line["fact"], line["supersedes"] }.Concat(line["considered"]?.AsArray() ?? [])
           where fact is not null
           select fact.ToString(),
    ];

    private static string[] Made(JsonObject line) => Command(line) switch
    {
        "RecordExchangeStage" => [$"{Things(line)[0]}/{line["stage"]}"],
        var command => Making.Contains(command) ? Things(line) : [],
    };

    private static IEnumerable<string> Named(JsonObject line)
    {
        if (line["on"] is { } on) return [on.ToString()];
        if (line["measure"]?.ToString().Split('/') is not [var kind, var thing, .. var rest]) return Things(line);
        var named = $"{(kind == "children" ? "list" : kind)}/{thing}";
        return rest is ["stage", var stage, ..] ? [named, $"{named}/{stage}"] : [named];
    }

    private static string[] Things(JsonObject line) => [.. from kind in Kinds where line.ContainsKey(kind) select $"{kind}/{line[kind]}"];
}
