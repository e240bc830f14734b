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
    internal static readonly Option<int> Limit = new("--limit") { Description = "How many lines at most.", DefaultValueFactory = _ => 50 };
    internal static readonly Argument<string> Negotiation =
        new("negotiation") { Description = "The negotiation's key, such as russia-ukraine." };
    internal static readonly Argument<string?> AnyNegotiation = new("negotiation")
    {
        Description = "The negotiation's key; without it, all that you may read.",
        Arity = ArgumentArity.ZeroOrOne
    };

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
                await Print(connection, $"/negotiations{Times(parsed)}", Tables.Negotiations, cancellation);
            else if (parsed.GetValue(track) is { } one)
                await Print(connection, $"/negotiations/{key}/tracks/{one}{Times(parsed)}", Tables.Track, cancellation);
            else await Print(connection, $"/negotiations/{key}{Times(parsed)}", Tables.Board, cancellation);
        });
    }

    private static Command Timeline()
    {
        Option<string?>[] filters = [Filter("--from", "From this date on."), Filter("--to", "Up to the end of this date."),
            Filter("--type", "The type of a fact, such as exchangeAgreed."), Filter("--actor", "Facts that name this actor."),
        Filter("--track", "Facts of this track."), Filter("--q", "Words that must all occur."),
        Filter("--attribute", "What a data set says beside it: a name, or name=value."),
        Filter("--external-id", "Its id in a data set, such as pa-x:2022.")];
        return Question("timeline", "What happened, in the order of the world.", [AnyNegotiation], [.. filters, Limit],
            (parsed, connection, cancellation) =>
            PrintList(connection, $"{Place(parsed)}/timeline{Times(parsed, filters)}", parsed.GetValue(Limit),
                ["occurred", "type", "tracks", "said by", "what"], Tables.Fact, cancellation));
    }

    private static Command Facts()
    {
        var track = new Argument<string>("track") { Description = "The track's key." };
        return Question("facts", "Every fact of a track in the order of recording, with what it counts for.", [Negotiation, track], [Limit],
            (parsed, connection, cancellation) =>
            PrintList(connection, $"/negotiations/{parsed.GetValue(Negotiation)}/tracks/{parsed.GetValue(track)}/facts{Times(parsed)}",
                parsed.GetValue(Limit), ["occurred", "standing", "fact", "said by", "what"],
                fact => [Tables.Text(fact, "occurred"), Tables.Text(fact, "standing"), Tables.Text(fact, "factId"),
                    Tables.SaidBy(fact["report"]),
                    Tables.Text(fact, "summary")], cancellation));
    }

    private static Command Ledger()
    {
        var track = Filter("--track", "Of this track only.");
        return Question("ledger", "Promised against delivered.", [Negotiation], [track], (parsed, connection, cancellation) =>
            Print(connection, $"/negotiations/{parsed.GetValue(Negotiation)}"
                + $"{(parsed.GetValue(track) is { } one ? $"/tracks/{one}" : "")}/ledger{Times(parsed)}", Tables.Ledger, cancellation));
    }

    private static Command Claims()
    {
        var status = Filter("--status", "single, corroborated, ambiguous, disputed or reconciled.");
        return Question("claims", "Every number with all that is claimed for it.", [AnyNegotiation], [status, Limit],
            (parsed, connection, cancellation) =>
            PrintList(connection, $"{Place(parsed)}/claims{Times(parsed, status)}", parsed.GetValue(Limit),
                ["measure", "status", "number", "claimed", "accepted"], item => item["measure"] is JsonObject measure
                    ? [$"{Tables.Text(item, "negotiation")}: {Tables.Text(measure, "measure")}", .. Row(measure).Skip(1)] : Row(item),
                cancellation));

        static string?[] Row(JsonNode measure) => [Tables.Text(measure, "measure"), Tables.Text(measure, "status"),
            Screen.Quantity(measure["number"]),
            Tables.Claimed(measure), Screen.Quantity(measure["accepted"])];
    }

    internal static Command Question(string name, string description, Argument[] arguments, Option[] options,
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

    /// <summary>The address of a list: of one negotiation, or of all.</summary>
    internal static string Place(ParseResult parsed) =>
        parsed.GetValue(AnyNegotiation) is { } negotiation ? $"/negotiations/{negotiation}" : "";

    internal static Option<string?> Filter(string name, string description) => new(name) { Description = description };

    internal static string Times(ParseResult parsed, params Option<string?>[] filters)
    {
        IEnumerable<(string Name, string? Value)> parameters = [.. filters.Select(filter => (Parameter(filter), parsed.GetValue(filter))),
            ("asOf", parsed.GetValue(AsOf)), ("knownAt", parsed.GetValue(KnownAt)), ("recordedUntil", parsed.GetValue(RecordedUntil))];
        var told = parameters.Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}").ToArray();
        return told is [] ? "" : "?" + string.Join('&', told);
    }

    // --external-id is externalId.
    private static string Parameter(Option option) => string.Concat(option.Name[2..].Split('-').Select((word, i) =>
        i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    private static async Task Print(Connection connection, string path, Action<JsonObject> print, CancellationToken cancellation)
    {
        var answer = await connection.Get(path, cancellation);
        if (connection.IsJson) Screen.Print(answer);
        else print(answer);
    }

    internal static async Task PrintList(Connection connection, string path, int limit, string[] columns, Func<JsonNode, string?[]> row,
        CancellationToken cancellation)
    {
        var items = await connection.List(path, limit == int.MaxValue ? limit : limit + 1, cancellation);
        Screen.Print(connection, items.Take(limit), columns, row);
        if (items.Count > limit) await Console.Error.WriteLineAsync($"There are more than these {limit}: --limit {limit * 10} shows more.");
    }
}
