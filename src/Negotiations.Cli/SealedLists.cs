using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Negotiations.Cli;

/// <summary><c>sealed put</c>, <c>open</c>, <c>erase</c> and <c>list</c>: the names behind a list of children or an exchange.</summary>
internal static class SealedLists
{
    private static readonly string[] Members = ["list", "status", "names", "sealedAt", "sealedBy", "sealing"];
    private static readonly Argument<string> Negotiation = new("negotiation") { Description = "The negotiation's key." };
    private static readonly Argument<string> List = new("list") { Description = "The list of children, or the exchange." };
    private static readonly Option<string> Reason = new("--reason")
    {
        Description = "Why; it goes on record, so write no name.",
        Required = true
    };

    public static void AddTo(RootCommand root) =>
        root.Subcommands.Add(new Command("sealed", "The names behind a list of children or an exchange; for custodians.") { Put(), Open(),
        Erase(), All() });

    private static Command Put()
    {
        var file = new Argument<string>("file")
        {
            Description = "One name a line; - is the standard input.",
            DefaultValueFactory = _ =>
            "-"
        };
        var replace = new Option<string?>("--replace")
        {
            Description = "Put them in the place of this sealing, as sealed list shows it.",
            HelpName = "SEALING"
        };
        var command = new Command("put", "Seals names.") { Negotiation, List, file, replace };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = Connection.Of(parsed);
            using var reader = new StreamReader(Files.Open(parsed.GetValue(file)!));
            var names = (await reader.ReadToEndAsync(cancellation))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            using var request = new HttpRequestMessage(HttpMethod.Put,
                Path(parsed))
            {
                Content =
                JsonContent.Create(new JsonObject { ["names"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) })
            };
            if (parsed.GetValue(replace) is { } sealing) request.Headers.Add("If-Match", $"\"{sealing}\"");
            using var response = await connection.Send(request, cancellation);
            Console.Out.WriteLine($"Sealed {names.Length} names. Keep no copy of what you sent.");
        });
        return command;
    }

    private static Command Open()
    {
        var command = new Command("open", "Shows sealed names; it goes on record first.") { Negotiation, List, Reason };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = Connection.Of(parsed);
            var opened = await connection.Post($"{Path(parsed)}/open", new JsonObject { ["reason"] = parsed.GetValue(Reason) },
                cancellation);
            if (connection.IsJson) Screen.Print(opened);
            else foreach (var name in opened["names"]!.AsArray()) Console.Out.WriteLine(name);
        });
        return command;
    }

    private static Command Erase()
    {
        var command = new Command("erase", "Destroys the key of a sealed list: nobody can ever open it again.") { Negotiation, List,
            Reason };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = Connection.Of(parsed);
            await connection.Post($"{Path(parsed)}/erase", new JsonObject { ["reason"] = parsed.GetValue(Reason) }, cancellation);
            Console.Out.WriteLine("Erased.");
        });
        return command;
    }

    private static Command All()
    {
        var command = new Command("list", "Which lists are sealed.") { Negotiation };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = Connection.Of(parsed);
            var items = await connection.List($"/negotiations/{parsed.GetValue(Negotiation)}/sealed-lists", int.MaxValue, cancellation);
            Screen.Print(connection, items, ["list", "status", "names", "sealed", "by", "sealing"],
                item => [.. Members.Select(member => item[member]?.ToString())]);
        });
        return command;
    }

    private static string Path(ParseResult parsed) =>
        $"/negotiations/{Uri.EscapeDataString(parsed.GetValue(Negotiation)!)}/sealed-lists/{Uri.EscapeDataString(parsed.GetValue(List)!)}";
}
