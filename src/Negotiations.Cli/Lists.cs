using System.CommandLine;
using System.Text.Json.Nodes;

namespace Negotiations.Cli;

/// <summary>Lists of one negotiation or of all: proposals, agreements, positions, stages, and what changed.</summary>
internal static class Lists
{
    private static readonly Option<string?> Party = Questions.Filter("--party", "Only those to which this actor is a party.");

    public static void AddTo(RootCommand root)
    {
        root.Subcommands.Add(Proposals());
        root.Subcommands.Add(Agreements());
        root.Subcommands.Add(Positions());
        root.Subcommands.Add(Stages());
        root.Subcommands.Add(Changes());
    }

    private static Command Proposals() => List("proposals", "Offers on the table, and what became of them.",
        [Questions.Filter("--status", "open, reviewing, accepted, rejected, countered, withdrawn or lapsed."),
            Questions.Filter("--kind", "meeting, ceasefire, exchange, humanitarian, terms or other."), Party],
        ["made", "track", "proposal", "by", "to", "what", "status"], item =>
        {
            var (proposal, made) = (item["proposal"]!, item["proposal"]!["made"]);
            return [Tables.Text(made!, "occurred"), Track(item), Tables.Text(proposal, "proposal"), Actors(made!["by"]),
                Actors(made["to"]), Tables.Text(made, "what"), Tables.Text(proposal, "status")];
        });

    private static Command Agreements() => List("agreements", "What was signed, and whether it is in force.",
        [Questions.Filter("--status", "inForce, ended, superseded, withdrawn or annulled."),
            Questions.Filter("--stage", "pre, cea, subPar, subComp, imp, ren or oth."), Party],
        ["signed", "track", "agreement", "title", "by", "status"], item =>
        {
            var (agreement, signed) = (item["agreement"]!, item["agreement"]!["signed"]!);
            var names = signed["signatoryNames"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [];
            return [Tables.Text(agreement, "signedOn"), Track(item), Tables.Text(agreement, "agreement"), Tables.Text(agreement, "title"),
                string.Join(", ", names.Prepend(Actors(signed["signatories"])).Where(name => name.Length > 0)),
                Tables.Text(agreement, "status") is var status && Tables.Text(agreement, "endedOn") is { Length: > 0 } end
                    ? $"{status} {end}" : status];
        });

    private static Command Positions()
    {
        Option<string?>[] filters = [Questions.Filter("--from", "From this date on."), Questions.Filter("--to", "Up to the end of it."),
            Questions.Filter("--actor", "Whose."), Questions.Filter("--on", "About this thing, actor or position."),
            Questions.Filter("--stance", "Of this stance, such as demand."), Questions.Filter("--latest", "true: only last words.")];
        return Questions.Question("positions", "What actors said where they stand.", [Questions.Negotiation],
            [.. filters, Questions.Limit], (parsed, connection, cancellation) => Questions.PrintList(connection,
                $"/negotiations/{parsed.GetValue(Questions.Negotiation)}/positions{Questions.Times(parsed, filters)}",
                parsed.GetValue(Questions.Limit), ["occurred", "said by", "what", "latest"],
                item => [Tables.Text(item["fact"]!, "occurred"), Tables.SaidBy(item["fact"]!["report"]),
                    Tables.Text(item["fact"]!, "summary"), Tables.Text(item, "latest")], cancellation));
    }

    private static Command Stages()
    {
        Option<string?>[] filters = [Questions.Filter("--from", "From this date on."), Questions.Filter("--to", "Up to the end of it.")];
        return Questions.Question("stages", "The stages of each track one after another.", [Questions.Negotiation],
            [.. filters, Questions.Limit], (parsed, connection, cancellation) => Questions.PrintList(connection,
                $"/negotiations/{parsed.GetValue(Questions.Negotiation)}/stages{Questions.Times(parsed, filters)}",
                parsed.GetValue(Questions.Limit), ["track", "stages"], track => [Tables.Text(track, "track"), string.Join(", ",
                    track["spans"]!.AsArray().Select(span => $"{Tables.Text(span!, "stage")} {Tables.Text(span!, "from")}"))],
                        cancellation));
    }

    private static Command Changes() => List("changes", "What is different between two dates: stages, numbers, facts.",
        [Questions.Filter("--from", "From the world as it was at the end of this date."), Questions.Filter("--to", "To the end of this."),
            Questions.Filter("--known-from", "From what was known at this date or instant."),
            Questions.Filter("--known-to", "To what was known at this.")],
        ["negotiation", "what", "change"], item => [Tables.Text(item, "negotiation"), item["stage"] is not null ? "stage"
            : item["number"] is not null ? "number" : Tables.Text(item["fact"]!, "change"), Tables.Text(item, "summary")]);

    private static Command List(string name, string description, Option<string?>[] filters, string[] columns,
        Func<JsonNode, string?[]> row) =>
        Questions.Question(name, description, [Questions.AnyNegotiation], [.. filters, Questions.Limit],
            (parsed, connection, cancellation) => Questions.PrintList(connection,
                $"{Questions.Place(parsed)}/{name}{Questions.Times(parsed, filters)}", parsed.GetValue(Questions.Limit), columns, row,
                cancellation));

    private static string Track(JsonNode item) => $"{Tables.Text(item, "negotiation")}/{Tables.Text(item, "track")}";

    private static string Actors(JsonNode? actors) =>
        string.Join(", ", actors?.AsArray().Select(actor => actor!.GetValue<string>()) ?? []);
}
