using System.CommandLine;
using System.Text.Json.Nodes;

namespace Negotiations.Cli;

/// <summary>Where things stand: status, timeline, ledger, claims, facts.</summary>
internal static class Questions
{
    private static readonly Option<string?> AsOf = new("--as-of")
    {
        Description = "Count what had happened by the end of this date.",
        HelpName = "DATE"
    };
    private static readonly Option<string?> KnownAt = new("--known-at")
    {
        Description = "Count what was known by this date or instant.",
        HelpName = "TIME"
    };
    private static readonly Option<string?> RecordedUntil =
        new("--recorded-until") { Description = "Count what the service held by this date or instant.", HelpName = "TIME" };
    private static readonly Option<int> Limit = new("--limit") { Description = "How many lines at most.", DefaultValueFactory = _ => 50 };
    private static readonly Argument<string> Negotiation =
        new("negotiation") { Description = "The negotiation's key, such as russia-ukraine." };

    public static void AddTo(RootCommand root)
    {
        root.Subcommands.Add(Status());
        root.Subcommands.Add(Timeline());
        root.Subcommands.Add(Ledger());
        root.Subcommands.Add(Claims());
        root.Subcommands.Add(Facts());
    }

    private static Command Status()
    {
        var negotiation = new Argument<string?>("negotiation")
        {
            Description = "The negotiation's key; without it, all are listed.",
            Arity = ArgumentArity.ZeroOrOne
        };
        var track = new Argument<string?>("track") { Description = "A track's key: everything about it.", Arity = ArgumentArity.ZeroOrOne };
        return Question("status", "Where each track stands.", [negotiation, track], [], async (parsed, connection, cancellation) =>
        {
            if (parsed.GetValue(negotiation) is not { } key)
                await Print(connection, $"/negotiations{Times(parsed)}", PrintNegotiations, cancellation);
            else if (parsed.GetValue(track) is { } one)
                await Print(connection, $"/negotiations/{key}/tracks/{one}{Times(parsed)}", PrintTrack, cancellation);
            else await Print(connection, $"/negotiations/{key}{Times(parsed)}", PrintBoard, cancellation);
        });
    }

    private static Command Timeline()
    {
        Option<string?>[] filters = [Filter("--from", "From this date on."), Filter("--to", "Up to the end of this date."),
            Filter("--type", "The type of a fact, such as exchangeAgreed."), Filter("--actor", "Facts that name this actor."),
        Filter("--track", "Facts of this track."), Filter("--q", "Words that must all occur.")];
        return Question("timeline", "What happened, in the order of the world.", [Negotiation], [.. filters, Limit],
            (parsed, connection, cancellation) =>
            PrintList(connection, $"/negotiations/{parsed.GetValue(Negotiation)}/timeline{Times(parsed, filters)}", parsed.GetValue(Limit),
                ["occurred", "type", "tracks", "said by", "what"], FactRow, cancellation));
    }

    private static Command Facts()
    {
        var track = new Argument<string>("track") { Description = "The track's key." };
        return Question("facts", "Every fact of a track in the order of recording, with what it counts for.", [Negotiation, track], [Limit],
            (parsed, connection, cancellation) =>
            PrintList(connection, $"/negotiations/{parsed.GetValue(Negotiation)}/tracks/{parsed.GetValue(track)}/facts{Times(parsed)}",
                parsed.GetValue(Limit), ["occurred", "standing", "fact", "said by", "what"],
                fact => [Text(fact, "occurred"), Text(fact, "standing"), Text(fact, "factId"), SaidBy(fact["report"]),
                    Text(fact, "summary")], cancellation));
    }

    private static Command Ledger()
    {
        var track = Filter("--track", "Of this track only.");
        return Question("ledger", "Promised against delivered.", [Negotiation], [track], (parsed, connection, cancellation) =>
            Print(connection, $"/negotiations/{parsed.GetValue(Negotiation)}"
                + $"{(parsed.GetValue(track) is { } one ? $"/tracks/{one}" : "")}/ledger{Times(parsed)}", PrintLedger, cancellation));
    }

    private static Command Claims()
    {
        var status = Filter("--status", "single, corroborated, ambiguous, disputed or reconciled.");
        return Question("claims", "Every number with all that is claimed for it.", [Negotiation], [status, Limit],
            (parsed, connection, cancellation) =>
            PrintList(connection, $"/negotiations/{parsed.GetValue(Negotiation)}/claims{Times(parsed, status)}", parsed.GetValue(Limit),
                ["measure", "status", "claimed", "accepted"],
                measure => [Text(measure, "measure"), Text(measure, "status"),
                    string.Join("; ", measure["claims"]!.AsArray()
                    .Select(claim => $"{Screen.Quantity(claim!["value"])} "
                        + $"({Text(claim, "claimant") ?? Text(claim["source"]!, "publisher")})")), Screen.Quantity(measure["accepted"])],
                        cancellation));
    }

    private static Command Question(string name, string description, Argument[] arguments, Option[] options,
        Func<ParseResult, Connection, CancellationToken, Task> ask)
    {
        var command = new Command(name, description);
        foreach (var argument in arguments) command.Arguments.Add(argument);
        foreach (var option in options.Concat([AsOf, KnownAt, RecordedUntil])) command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = Connection.Of(parsed);
            await ask(parsed, connection, cancellation);
            return 0;
        });
        return command;
    }

    private static Option<string?> Filter(string name, string description) => new(name) { Description = description };

    private static string Times(ParseResult parsed, params Option<string?>[] filters)
    {
        IEnumerable<(string Name, string? Value)> parameters = [.. filters.Select(filter => (filter.Name[2..], parsed.GetValue(filter))),
            ("asOf", parsed.GetValue(AsOf)), ("knownAt", parsed.GetValue(KnownAt)), ("recordedUntil", parsed.GetValue(RecordedUntil))];
        var told = parameters.Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}").ToArray();
        return told is [] ? "" : "?" + string.Join('&', told);
    }

    private static async Task Print(Connection connection, string path, Action<JsonObject> print, CancellationToken cancellation)
    {
        var answer = await connection.Get(path, cancellation);
        if (connection.IsJson) Screen.Print(answer);
        else print(answer);
    }

    private static async Task PrintList(Connection connection, string path, int limit, string[] columns, Func<JsonNode, string?[]> row,
        CancellationToken cancellation)
    {
        var items = await connection.List(path, limit == int.MaxValue ? limit : limit + 1, cancellation);
        Screen.Print(connection, items.Take(limit), columns, row);
        if (items.Count > limit) await Console.Error.WriteLineAsync($"There are more than these {limit}: --limit {limit * 10} shows more.");
    }

    private static void PrintNegotiations(JsonObject answer) => Screen.Print(["negotiation", "title", "parties"],
        answer["items"]!.AsArray()
            .Select(item => new[] { Text(item!, "negotiation"), Text(item!, "title"), Screen.Names(item!["parties"]) }),
        "There is none yet; post OpenNegotiation.");

    private static void PrintBoard(JsonObject board) =>
        Screen.Print(["track", "stage", "since", "last movement", "next due", "overdue", "disputed"],
        board["tracks"]!.AsArray().Select(track => new[]
        {
            Text(track!, "track"), Text(track!, "stage") + (track!["stalled"]!.GetValue<bool>() ? ", stalled" : ""),
            Text(track, "stageSince"),
            track["lastMovement"] is { } last ? Screen.Short($"{Text(last, "occurred")} {Text(last, "summary")}")
                : null, track["next"] is { } next ? $"{Text(next, "due")} {Text(next, "what")}" : null, Text(track, "overdue"),
            Text(track, "disputed"),
        }), "It has no tracks yet; post OpenTrack.");

    private static void PrintTrack(JsonObject track)
    {
        Console.Out.WriteLine($"{Text(track, "title")} ({Text(track, "negotiation")}/{Text(track, "track")}): {Text(track, "stage")} "
            + $"since {Text(track, "stageSince") ?? "the beginning"}{(track["stalled"]!.GetValue<bool>() ? ", stalled" : "")}");
        if (track["lastMovement"] is { } last) Console.Out.WriteLine($"Last: {Text(last, "occurred")} {Text(last, "summary")}");
        if (track["next"] is { } next) Console.Out.WriteLine($"Next: {Text(next, "due")} {Text(next, "what")}");
        foreach (var overdue in track["overdueItems"]!.AsArray())
            Console.Out.WriteLine($"Overdue: {Text(overdue!, "due")} {Text(overdue!, "what")}");
        if (track["exchanges"]!.AsArray() is { Count: > 0 } exchanges) PrintExchanges(exchanges);
        if (track["positions"]!.AsArray() is { Count: > 0 } positions)
            Screen.Print(["position of", "stance", "since", "what", "said by"],
                positions.Select(position => new[] { Text(position!, "actor"), Text(position!, "stance"), Text(position!, "occurred"),
                Text(position!, "text"), SaidBy(position) }), "");
        var disputed = track["claims"]!.AsArray().Where(claim => Text(claim!, "status") is "disputed" or "ambiguous").ToArray();
        if (disputed is not [])
            Screen.Print(["measure", "status", "claimed"],
                disputed.Select(measure =>
                new[] { Text(measure!, "measure"), Text(measure!, "status"),
                string.Join("; ", measure!["claims"]!.AsArray()
                .Select(claim => $"{Screen.Quantity(claim!["value"])} "
                    + $"({Text(claim, "claimant") ?? Text(claim["source"]!, "publisher")})")) }), "");
    }

    private static void PrintLedger(JsonObject ledger)
    {
        PrintExchanges([.. ledger["exchanges"]!.AsArray().Select(line => line!["exchange"]!.DeepClone())]);
        if (ledger["childLists"]!.AsArray() is { Count: > 0 } lists)
            Screen.Print(["list of children", "listed", "reviewed", "returned", "outstanding", "status"],
                lists.Select(list => new[] { Text(list!, "list"), Screen.Quantity(list!["listed"]), Screen.Quantity(list["reviewed"]),
                Screen.Quantity(list["returned"]), Screen.Quantity(list["outstanding"]), Text(list, "status") }), "");
        if (ledger["reciprocity"]!.AsArray() is { Count: > 0 } sides)
            Screen.Print(["party", "category", "gave", "received", "owes", "owed"],
                sides.Select(side => new[] { Text(side!, "party"), Text(side!, "category"), Screen.Quantity(side!["gave"]),
                Screen.Quantity(side["received"]), Screen.Quantity(side["owes"]), Screen.Quantity(side["owed"]) }), "");
    }

    private static void PrintExchanges(JsonArray exchanges) =>
        Screen.Print(["exchange", "leg", "of", "agreed", "delivered", "outstanding", "status"],
        exchanges.SelectMany(exchange => exchange!["legs"]!.AsArray().Select(leg => new[]
        {
            Text(exchange, "exchange"), Text(leg!, "leg"), Text(leg!, "category"), Screen.Quantity(leg!["agreed"]),
            Screen.Quantity(leg["delivered"]), Screen.Quantity(leg["outstanding"]),
            Text(leg, "status") + (leg["disputed"]!.GetValue<bool>() ? ", disputed" : ""),
        })), "No exchange was agreed.");

    private static string?[] FactRow(JsonNode fact) =>
        [Text(fact, "occurred"), Text(fact, "type") + (Text(fact, "standing") == "contested" ? ", contested" : ""),
        Screen.Names(fact["tracks"]), SaidBy(fact["report"]), Text(fact, "summary")];

    private static string? SaidBy(JsonNode? report) => report is null ? null
        : report["claimants"] is JsonArray { Count: > 0 } claimants ? Screen.Names(claimants) : report["publisher"]?.ToString()
            ?? report["source"]?["publisher"]?.ToString();

    private static string? Text(JsonNode json, string member) => json[member]?.ToString();
}
