using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Negotiations.Cli;

/// <summary><c>retract</c> and <c>reconcile</c>: acts on the record, under the name of whoever decides.</summary>
internal static class Corrections
{
    private static readonly Option<string> Publisher = new("--publisher")
    {
        Description = "Who says so: the unit, a publication.",
        Required = true
    };
    private static readonly Option<string?> Occurred = new("--occurred")
    {
        Description = "When it was decided; today unless told.",
        HelpName = "DATE"
    };

    public static void AddTo(RootCommand root)
    {
        root.Subcommands.Add(Retract());
        root.Subcommands.Add(Reconcile());
    }

    private static Command Retract()
    {
        var fact = new Argument<Guid>("fact") { Description = "The fact's id, as 'facts' shows it." };
        var reason = new Option<string>("--reason") { Description = "Why it was always false.", Required = true };
        var command = new Command("retract", "Say that a fact was always false; it stays on the record.") { fact, reason, Publisher,
            Occurred };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = Connection.Of(parsed);
            var found = await connection.Get($"/facts/{parsed.GetValue(fact)}", cancellation);
            var body = Envelope(parsed, found["negotiation"]!.ToString(), found["tracks"]!.AsArray().Select(track => track!.ToString()));
            (body["fact"], body["reason"]) = (parsed.GetValue(fact), parsed.GetValue(reason));
            return Print(connection, await connection.Post("/commands/RetractFact", body, cancellation));
        });
        return command;
    }

    private static Command Reconcile()
    {
        var negotiation = new Argument<string>("negotiation") { Description = "The negotiation's key." };
        var measure = new Argument<string>("measure") { Description = "The address of the number, as 'claims' shows it." };
        var value = new Argument<string>("value")
        {
            Description = "The value to use: a number, a word, or JSON such as '{\"between\": "
            + "[6057, 6060]}'."
        };
        var rationale = new Option<string>("--rationale") { Description = "Why.", Required = true };
        var command = new Command("reconcile",
            "Decide which value of a number to use; all claims that stand now are considered.") { negotiation, measure, value, rationale,
        Publisher, Occurred };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = Connection.Of(parsed);
            var key = parsed.GetValue(negotiation)!;
            var claims = (await connection.List($"/negotiations/{key}/claims", int.MaxValue, cancellation))
                .FirstOrDefault(one => one!["measure"]!.ToString() == parsed.GetValue(measure))?["claims"]?.AsArray();
            if (claims is not { Count: > 0 })
                throw new ServiceException($"Nobody claims anything for '{parsed.GetValue(measure)}'. See: negotiations claims {key}",
                ExitCode.Refused);
            string[] considered = [.. claims.Select(claim => claim!["factId"]!.ToString()).Distinct()];
            var home = (await connection.Get($"/facts/{considered[0]}", cancellation))["tracks"]!.AsArray()[0]!.ToString();
            var body = Envelope(parsed, key, [home]);
            (body["measure"], body["value"], body["rationale"]) = (parsed.GetValue(measure), Value(parsed.GetValue(value)!),
                parsed.GetValue(rationale));
            body["considered"] = new JsonArray([.. considered.Select(id => (JsonNode)id)]);
            return Print(connection, await connection.Post("/commands/ReconcileClaims", body, cancellation));
        });
        return command;
    }

    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static JsonObject Envelope(ParseResult parsed, string negotiation, IEnumerable<string> tracks) => new()
    {
        ["commandId"] = Guid.CreateVersion7(),
        ["negotiation"] = negotiation,
        ["tracks"] = new JsonArray([.. tracks.Select(track => (JsonNode)track)]),
        ["occurred"] = parsed.GetValue(Occurred) ?? DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["report"] = new JsonObject { ["source"] = new JsonObject { ["publisher"] = parsed.GetValue(Publisher) } },
    };

    private static int Print(Connection connection, JsonObject receipt)
    {
        if (connection.IsJson) Screen.Print(receipt);
        else Console.Out.WriteLine($"Recorded as fact {receipt["factId"]} on "
            + $"{string.Join(", ", receipt["tracks"]!.AsArray().Select(track => track!["track"]))}.");
        return 0;
    }
}
