using System.CommandLine;
using System.Text.Json.Nodes;

namespace Negotiations.Cli;

/// <summary><c>keys add</c>, <c>keys list</c>, <c>keys revoke</c>, <c>sign-in</c> and <c>audit</c>: who is let in, and the audit
/// trail.</summary>
internal static class Keys
{
    private static readonly Option<int> Limit = new("--limit") { Description = "How many at most.", DefaultValueFactory = _ => 100 };

    public static void AddTo(RootCommand root)
    {
        root.Subcommands.Add(new Command("keys", "Who is let in, and to do what.") { Add(), List(), Revoke() });
        root.Subcommands.Add(Audit());
        root.Subcommands.Add(SignIn());
    }

    private static Command SignIn()
    {
        var command = new Command("sign-in", "Prints an address that signs a browser in with this key; it works once, within an hour.");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = Connection.Of(parsed);
            var made = await connection.Post("/sign-in/once", [], cancellation);
            if (connection.IsJson) Screen.Print(made);
            else Console.Out.WriteLine(new Uri(connection.Address, made["address"]!.ToString()));
        });
        return command;
    }

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "What its holder is called; facts tell by it who recorded them." };
        var role = new Option<string[]>("--role")
        {
            Description = "reader, recorder, editor, custodian or operator; for one negotiation "
            + "as in editor:russia-ukraine. May stand more than once.",
            Required = true
        };
        var expires = new Option<DateOnly?>("--expires") { Description = "Valid until the end of this date; a year unless told." };
        var command = new Command("add", "Makes a key and prints it; it is shown this once.") { name, role, expires };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = Connection.Of(parsed);
            var wanted = new JsonObject
            {
                ["name"] = parsed.GetValue(name),
                ["grants"] = new JsonArray([.. parsed.GetValue(role)!.Select(one => JsonValue.Create(one))])
            };
            if (parsed.GetValue(expires) is { } day) wanted["expiresAt"] = $"{day:yyyy-MM-dd}T23:59:59Z";
            var made = await connection.Post("/keys", wanted, cancellation);
            if (connection.IsJson) Screen.Print(made);
            else Console.Out.WriteLine(made["key"]);
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "The keys, without their secrets.") { Limit };
        command.SetAction((parsed, cancellation) => Print(parsed, "/keys", ["key", "name", "roles", "status", "expires", "last used"],
            key => [Text(key, "id"), Text(key, "name"), Screen.Names(key["grants"]), Text(key, "status"), Day(key, "expiresAt"),
                Text(key, "lastUsedAt")], cancellation));
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("key") { Description = "The key's id, 16 digits, as keys list shows it." };
        var command = new Command("revoke", "Makes a key invalid at once.") { id };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = Connection.Of(parsed);
            using var response =
                await connection.Send(new HttpRequestMessage(HttpMethod.Delete, $"/keys/{Uri.EscapeDataString(parsed.GetValue(id)!)}"),
                cancellation);
            Console.Out.WriteLine($"Revoked {parsed.GetValue(id)}.");
        });
        return command;
    }

    private static Command Audit()
    {
        var action = new Option<string?>("--action")
        {
            Description = "One of listSealed, listOpened, listErased, keyMade, keyRevoked, "
            + "exported, imported, signedIn, refused."
        };
        var command = new Command("audit",
            "What was done with sealed lists, keys and exports, and what was refused; the newest first.") { action, Limit };
        command.SetAction((parsed, cancellation) =>
            Print(parsed, $"/audit{(parsed.GetValue(action) is { } one ? $"?action={Uri.EscapeDataString(one)}" : "")}",
            ["when", "who", "what", "negotiation", "on", "why", "detail"],
            entry => [Text(entry, "at"), Text(entry, "by"), Text(entry, "action"), Text(entry, "negotiation"), Text(entry, "thing"),
                Text(entry, "reason"), Text(entry, "detail")], cancellation));
        return command;
    }

    private static async Task Print(ParseResult parsed, string path, string[] columns, Func<JsonNode, string?[]> row,
        CancellationToken cancellation)
    {
        using var connection = Connection.Of(parsed);
        Screen.Print(connection, await connection.List(path, parsed.GetValue(Limit), cancellation), columns, row);
    }

    private static string? Text(JsonNode item, string member) => item[member]?.ToString();

    private static string? Day(JsonNode item, string member) => Text(item, member)?[..10];
}
