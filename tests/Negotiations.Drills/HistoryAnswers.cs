using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Negotiations.Service.Tests;

namespace Negotiations.Drills;

/// <summary>
/// What is answered on a negotiation to which a generated history was posted, so that it can be compared with what is answered on another:
/// without the negotiation's name, with the ids of the lines, and without when and as which event a fact was recorded.
/// </summary>
internal static partial class HistoryAnswers
{
    private static readonly string[] Viewpoints = ["", "asOf=2025-05-31", "knownAt=2025-05-31"];
    private static readonly string[] OfRecording = ["version", "sequence", "recorded"];
    private static readonly JsonSerializerOptions ByMember = new() { WriteIndented = true };

    private static readonly string[] Questions =
    [
        "?", "/tracks/t1?", "/tracks/t2?", "/tracks/t3?", "/ledger?",
        "/tracks/t1/facts?limit=500&", "/tracks/t2/facts?limit=500&", "/tracks/t3/facts?limit=500&",
        "/rounds?limit=500&", "/commitments?limit=500&", "/claims?limit=500&", "/timeline?limit=500&",
    ];

    /// <summary>A line as it is posted to a negotiation: its id, and those that it names, are that negotiation's own.</summary>
    public static string Posted(int negotiation, JsonObject line)
    {
        var told = line.DeepClone().AsObject();
        told["negotiation"] = Name(negotiation);
        return LineId.Replace(told.ToJsonString(), id => $"\"{Ids(negotiation)}{GeneratedHistory.Number(id.Value.Trim('"')):x2}\"");
    }

    /// <summary>Every answer, by its question.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="negotiation">The negotiation.</param>
    /// <param name="isOrderHidden">Whether the order in which the facts were recorded is left out too.</param>
    public static async Task<Dictionary<string, string>> Of(HttpClient client, int negotiation, bool isOrderHidden)
    {
        var answers = new Dictionary<string, string>();
        foreach (var viewpoint in Viewpoints)
        {
            string[] addresses = [.. Questions.Select(question => $"/negotiations/{Name(negotiation)}{question}{viewpoint}")];
            var told = await Task.WhenAll(addresses.Select(client.Get));
            foreach (var (question, answer) in Questions.Zip(told))
            {
                if (isOrderHidden && question.Contains("/facts", StringComparison.Ordinal)) Settle(answer, question.Split('/')[2]);
                Strip(answer, isOrderHidden);
                answers[question + viewpoint] = WithLineIds(negotiation, answer.ToJsonString(ByMember));
            }
        }
        return answers;
    }

    /// <summary>The first lines in which two answers differ, with those around them.</summary>
    public static string FirstDifference(string one, string other)
    {
        var (lines, others) = (one.Split('\n'), other.Split('\n'));
        var before = lines.Zip(others).TakeWhile(pair => pair.First == pair.Second).Count() - 2;
        return string.Join('\n', ["", .. lines.Skip(before).Take(6), "but", .. others.Skip(before).Take(6)]);
    }

    // To which further tracks a fact goes depends on what was recorded before; its home track has it in any order.
    private static void Settle(JsonObject facts, string track)
    {
        var items = facts["items"]!.AsArray().Where(fact => fact!.At("tracks/0") == track);
        facts["items"] = SortedByFact(items);
    }

    // That a deadline has passed is noted when the clock of the bus says so.
    private static void Strip(JsonNode? json, bool isOrderHidden)
    {
        if (json is JsonArray items)
        {
            items.RemoveAll(item => item is JsonObject fact && fact["type"]?.ToString() == "deadlinePassed");
            foreach (var item in items) Strip(item, isOrderHidden);
        }
        if (json is not JsonObject members) return;
        foreach (var name in OfRecording) members.Remove(name);
        if (isOrderHidden && members.ContainsKey("factId")) members.Remove("tracks");
        if (isOrderHidden && members["corrections"] is JsonArray corrections) members["corrections"] = SortedByFact(corrections);
        foreach (var (_, value) in members) Strip(value, isOrderHidden);
    }

    private static JsonArray SortedByFact(IEnumerable<JsonNode?> items) =>
        [.. items.OrderBy(item => item!.At("factId"), StringComparer.Ordinal).Select(item => item!.DeepClone())];

    private static string WithLineIds(int negotiation, string answer) =>
        Regex.Replace(answer.Replace(Name(negotiation), "n", StringComparison.Ordinal), $"{Ids(negotiation)}([0-9a-f]{{2}})",
            id => $"#{int.Parse(id.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)}");

    private static string Name(int negotiation) => $"history-{negotiation:00000}";

    // In the order of the lines in every negotiation, because what has nothing else to go by is sorted by id.
    private static string Ids(int negotiation) => $"{negotiation:x8}-0000-7000-8000-0000000000";

    [GeneratedRegex("\"#[0-9]+\"")]
    private static partial Regex LineId { get; }
}
