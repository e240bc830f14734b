using System.Text.Json.Nodes;

namespace Negotiations.Cli;

/// <summary>Answers of the service as tables for people.</summary>
internal static class Tables
{
    public static void Negotiations(JsonObject answer) => Screen.Print(["negotiation", "title", "parties"],
        answer["items"]!.AsArray()
            .Select(item => new[] { Text(item!, "negotiation"), Text(item!, "title"), Screen.Names(item!["parties"]) }),
        "There is none yet; post OpenNegotiation.");

    public static void Board(JsonObject board) =>
        Screen.Print(["track", "stage", "since", "last movement", "next due", "overdue", "disputed"],
        board["tracks"]!.AsArray().Select(track => new[]
        {
            Text(track!, "track"), Text(track!, "stage") + (track!["stalled"]!.GetValue<bool>() ? ", stalled" : "")
                + (track["uncoveredSince"] is { } since && Text(track, "stage") != "uncovered" ? $", no source since {since}" : ""),
            Text(track, "stageSince"),
            track["lastMovement"] is { } last ? Screen.Short($"{Text(last, "occurred")} {Text(last, "summary")}")
                : null, track["next"] is { } next ? $"{Text(next, "due")} {Text(next, "what")}" : null, Text(track, "overdue"),
            Text(track, "disputed"),
        }), "It has no tracks yet; post OpenTrack.");

    public static void Track(JsonObject track)
    {
        Console.Out.WriteLine($"{Text(track, "title")} ({Text(track, "negotiation")}/{Text(track, "track")}): {Text(track, "stage")} "
            + $"since {Text(track, "stageSince") ?? "the beginning"}{(track["stalled"]!.GetValue<bool>() ? ", stalled" : "")}");
        if (track["lastMovement"] is { } last) Console.Out.WriteLine($"Last: {Text(last, "occurred")} {Text(last, "summary")}");
        if (track["next"] is { } next) Console.Out.WriteLine($"Next: {Text(next, "due")} {Text(next, "what")}");
        if (track["uncoveredSince"] is { } uncovered) Console.Out.WriteLine($"No source covers it since {uncovered}.");
        foreach (var overdue in track["overdueItems"]!.AsArray())
            Console.Out.WriteLine($"Overdue: {Text(overdue!, "due")} {Text(overdue!, "what")}");
        if (track["exchanges"]!.AsArray() is { Count: > 0 } exchanges) Exchanges(exchanges);
        if (track["proposals"]!.AsArray() is { Count: > 0 } proposals)
            Screen.Print(["proposal", "made", "what", "status"],
                proposals.Select(proposal => (Proposal: proposal!, Made: proposal!["made"])).Select(one => new[]
                {
                    Text(one.Proposal, "proposal"), one.Made is { } made ? Text(made, "occurred") : null,
                    one.Made is { } said ? Text(said, "what") : null, Text(one.Proposal, "status"),
                }), "");
        if (track["positions"]!.AsArray() is { Count: > 0 } positions)
            Screen.Print(["position of", "stance", "on", "since", "what", "said by"],
                positions.Select(position => new[] { Text(position!, "actor"), Text(position!, "stance"), Text(position!, "on"),
                Text(position!, "occurred"),
                Text(position!, "text"), SaidBy(position) }), "");
        var disputed = track["claims"]!.AsArray().Where(claim => Text(claim!, "status") is "disputed" or "ambiguous").ToArray();
        if (disputed is not [])
            Screen.Print(["measure", "status", "claimed"],
                disputed.Select(measure => new[] { Text(measure!, "measure"), Text(measure!, "status"), Claimed(measure!) }), "");
    }

    /// <summary>What is claimed for a measure, and by whom; where nothing is, what follows from other claims.</summary>
    public static string Claimed(JsonNode measure) => string.Join("; ", measure["claims"]!.AsArray() is { Count: > 0 } claims
        ? claims.Select(claim => $"{Screen.Quantity(claim!["value"])} ({Text(claim, "claimant") ?? Text(claim["source"]!, "publisher")}"
            + $"{(claim["deniedBy"] is null ? "" : ", denied")})")
        : measure["derived"]!.AsArray().Select(said => $"{Screen.Quantity(said!["value"])} ({Text(said, "speaker")}, derived)"));

    public static void Ledger(JsonObject ledger)
    {
        Exchanges([.. ledger["exchanges"]!.AsArray().Select(line => line!["exchange"]!.DeepClone())]);
        if (ledger["childLists"]!.AsArray() is { Count: > 0 } lists)
            Screen.Print(["list of children", "listed", "reviewed", "returned", "outstanding", "status"],
                lists.Select(list => new[] { Text(list!, "list"), Screen.Quantity(list!["listed"]), Screen.Quantity(list["reviewed"]),
                Screen.Quantity(list["returned"]), Screen.Quantity(list["outstanding"]), Text(list, "status") }), "");
        if (ledger["reciprocity"]!.AsArray() is { Count: > 0 } sides)
            Screen.Print(["party", "category", "gave", "received", "owes", "owed"],
                sides.Select(side => new[] { Text(side!, "party"), Text(side!, "category"), Screen.Quantity(side!["gave"]),
                Screen.Quantity(side["received"]), Screen.Quantity(side["owes"]), Screen.Quantity(side["owed"]) }), "");
    }

    private static void Exchanges(JsonArray exchanges) =>
        Screen.Print(["exchange", "leg", "of", "agreed", "delivered", "outstanding", "status"],
        exchanges.SelectMany(exchange => exchange!["legs"]!.AsArray().Select(leg => new[]
        {
            Text(exchange, "exchange"), Text(leg!, "leg"), Text(leg!, "category"), Screen.Quantity(leg!["agreed"]),
            Screen.Quantity(leg["delivered"]), Screen.Quantity(leg["outstanding"]),
            Text(leg, "status") + (leg["disputed"]!.GetValue<bool>() ? ", disputed" : ""),
        })), "No exchange was agreed.");

    public static string?[] Fact(JsonNode fact) =>
        [Text(fact, "occurred"), Text(fact, "type") + (Text(fact, "standing") == "contested" ? ", contested" : ""),
        Screen.Names(fact["tracks"]), SaidBy(fact["report"]), Text(fact, "summary")];

    public static string? SaidBy(JsonNode? report) => report is null ? null
        : report["claimants"] is JsonArray { Count: > 0 } claimants ? Screen.Names(claimants) : report["publisher"]?.ToString()
            ?? report["source"]?["publisher"]?.ToString();

    public static string? Text(JsonNode json, string member) => json[member]?.ToString();
}
