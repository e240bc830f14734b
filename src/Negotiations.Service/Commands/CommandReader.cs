using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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

    private const string Name = "command";

    private static readonly JsonSerializerOptions Named = new(Formats.Request)
    {
        AllowOutOfOrderMetadataProperties = true,
        TypeInfoResolver = Formats.Request.TypeInfoResolver!.WithAddedModifier(NameCommands),
    };

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
            return command is null ? NotAnObject : Usable(command);
        }
        catch (JsonException fault)
        {
            return JsonFaults.Explain(fault, NotAnObject);
        }
    }

    /// <summary>Reads a line of a batch, which names its command in a member <c>command</c>.</summary>
    public static Result<Command> ReadLine(ReadOnlySpan<byte> json)
    {
        try
        {
            if (PlainJson.Fault(json) is { } fault) return fault;
            return JsonSerializer.Deserialize<Command>(json, Named) is { } command ? Usable(command) : NotAnObject;
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            return Misnamed(json) ?? (fault is JsonException unreadable ? JsonFaults.Explain(unreadable, NotAnObject) : NotAnObject);
        }
    }

    // What is wrong with the name of a line's command; null where nothing is.
    private static Refusal? Misnamed(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Formats.Request.MaxDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return NotAnObject;
            if (!document.RootElement.TryGetProperty(Name, out var name) || name.ValueKind != JsonValueKind.String)
                return Refusal.Malformed("missing-member", Name, $"'{Name}' is missing: name one of "
                    + $"{string.Join(", ", CommandCatalog.Names)}");
            return CommandCatalog.Find(name.GetString()!) is null ? Unknown(name.GetString()!) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void NameCommands(JsonTypeInfo type)
    {
        if (type.Type != typeof(Command)) return;
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = Name };
        foreach (var name in CommandCatalog.Names)
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(CommandCatalog.Find(name)!, name));
    }

    /// <summary>The refusal of a command name that doesn't exist.</summary>
    public static Refusal Unknown(string name) => Refusal.NotFound("unknown-command", "command",
        $"there is no command '{(name.Length <= 80 ? name : name[..80] + "…")}'{Suggestion.For(name, CommandCatalog.Names)}; the commands "
            + $"are {string.Join(", ", CommandCatalog.Names)}");

    /// <summary>
    /// The refusal of an id that no command may have: the UUID of all zeros, or one of version 8, which the service keeps for itself. Null
    /// for any other.
    /// </summary>
    public static Refusal? UnusableId(string field, Guid id) =>
        id == Guid.Empty || DerivedId.IsOwn(id)
            ? Refusal.Malformed("invalid-id", field, $"'{field}' takes a UUID of any version but 8, and not the one of all zeros") : null;

    private static Result<Command> Usable(Command command) =>
        command.CommandId is { } id && UnusableId("commandId", id) is { } unusable ? unusable : command;

    private static Refusal NotAnObject => Refusal.Malformed("malformed", null, "a command is a JSON object");
}
