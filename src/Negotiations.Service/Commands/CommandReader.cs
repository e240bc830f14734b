using System.Text.Json;
using Negotiations.Contracts;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Store.Log;

namespace Negotiations.Service.Commands;

/// <summary>Reads commands from JSON, and says in words for the sender why one can't be read.</summary>
internal static class CommandReader
{
    /// <summary>The size of one command, in bytes.</summary>
    public const int Limit = 256 * 1024;

    /// <summary>Reads a command whose name is known from the address.</summary>
    public static Result<Command> Read(string name, ReadOnlySpan<byte> json)
    {
        if (CommandCatalog.Find(name) is null) return Unknown(name);
        try
        {
            return PlainJson.Fault(json) is { } fault ? fault : ReadPlain(name, json);
        }
        catch (JsonException fault)
        {
            return JsonFaults.Explain(fault, NotAnObject);
        }
    }

    private static Result<Command> ReadPlain(string name, ReadOnlySpan<byte> json)
    {
        if (CommandCatalog.Find(name) is not { } type) return Unknown(name);
        try
        {
            var command = JsonSerializer.Deserialize(json, type, Formats.Request) as Command;
            return command is null ? NotAnObject : command.CommandId is { } id && UnusableId("commandId", id) is { } unusable ? unusable
                : command;
        }
        catch (JsonException fault)
        {
            return JsonFaults.Explain(fault, NotAnObject);
        }
    }

    /// <summary>Reads a line of a batch, which names its command in a member <c>command</c>.</summary>
    public static Result<Command> ReadLine(ReadOnlyMemory<byte> json)
    {
        try
        {
            if (PlainJson.Fault(json.Span) is { } fault) return fault;
            using var document =
                JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Formats.Request.MaxDepth, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object) return NotAnObject;
            if (!document.RootElement.TryGetProperty("command", out var name) || name.ValueKind != JsonValueKind.String)
                return Refusal.Malformed("missing-member", "command",
                    $"'command' is missing: name one of {string.Join(", ", CommandCatalog.Names)}");
            return ReadPlain(name.GetString()!, Without(document.RootElement, "command"));
        }
        catch (JsonException fault)
        {
            return JsonFaults.Explain(fault, NotAnObject);
        }
    }

    /// <summary>The refusal of a command name that doesn't exist.</summary>
    public static Refusal Unknown(string name) => Refusal.NotFound("unknown-command", "command",
        $"there is no command '{(name.Length <= 80 ? name : name[..80] + "…")}'{Suggestion.For(name, CommandCatalog.Names)}; the commands are {string.Join(", ", CommandCatalog.Names)}");

    /// <summary>
    /// The refusal of an id that no command can have: the UUID of all zeros is nobody's, and those of version 8 are the service's own. Null
    /// where it can be had.
    /// </summary>
    public static Refusal? UnusableId(string field, Guid id) =>
        id == Guid.Empty || DerivedId.IsOwn(id)
            ? Refusal.Malformed("invalid-id", field, $"'{field}' takes a UUID of any version but 8, and not the one of all zeros") : null;

    private static Refusal NotAnObject => Refusal.Malformed("malformed", null, "a command is a JSON object");

    /// <summary>An object without a member.</summary>
    public static byte[] Without(JsonElement json, string member)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var property in json.EnumerateObject().Where(property => property.Name != member)) property.WriteTo(writer);
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }
}
