using System.Text.Json;
using System.Text.RegularExpressions;
using Negotiations.Domain;
using Negotiations.Service.Json;

namespace Negotiations.Service.Recording;

/// <summary>Reads commands from JSON, and says in words for the sender why one can't be read.</summary>
internal static partial class CommandReader
{
    /// <summary>The size of one command, in bytes.</summary>
    public const int Limit = 256 * 1024;

    /// <summary>Reads a command whose name is known from the address.</summary>
    public static Result<Command> Read(string name, ReadOnlySpan<byte> json)
    {
        if (CommandCatalog.Find(name) is not { } type) return Unknown(name);
        try
        {
            if (PlainJson.Fault(json) is { } fault) return fault;
            var command = JsonSerializer.Deserialize(json, type, Formats.Request) as Command;
            return command is null ? NotAnObject : command.CommandId == Guid.Empty ? NilId("commandId") : command;
        }
        catch (JsonException fault)
        {
            return Explain(fault);
        }
    }

    /// <summary>Reads a line of a batch, which names its command in a member <c>command</c>.</summary>
    public static Result<Command> ReadLine(ReadOnlyMemory<byte> json)
    {
        try
        {
            if (PlainJson.Fault(json.Span) is { } fault) return fault;
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Formats.Request.MaxDepth, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object) return NotAnObject;
            if (!document.RootElement.TryGetProperty("command", out var name) || name.ValueKind != JsonValueKind.String)
                return Refusal.Malformed("missing-member", "command", $"'command' is missing: name one of {string.Join(", ", CommandCatalog.Names)}");
            return Read(name.GetString()!, Without(document.RootElement, "command"));
        }
        catch (JsonException fault)
        {
            return Explain(fault);
        }
    }

    /// <summary>The refusal of a command name that doesn't exist.</summary>
    public static Refusal Unknown(string name) => Refusal.NotFound("unknown-command", "command",
        $"there is no command '{(name.Length <= 80 ? name : name[..80] + "…")}'{Suggestion.For(name, CommandCatalog.Names)}; the commands are {string.Join(", ", CommandCatalog.Names)}");

    /// <summary>The refusal of the UUID of all zeros, which is nobody's.</summary>
    public static Refusal NilId(string field) => Refusal.Malformed("invalid-id", field, $"'{field}' takes a UUID other than the one of all zeros");

    private static Refusal NotAnObject => Refusal.Malformed("malformed", null, "a command is a JSON object");

    private static byte[] Without(JsonElement json, string member)
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

    private static Refusal Explain(JsonException fault)
    {
        var field = Field(fault.Path);
        if (fault is RefusedValueException { Refusal: var refusal })
            return refusal with { Field = field, Detail = field is null ? refusal.Detail : $"'{field}': {refusal.Detail}" };
        if (Quoted(UnmappedMember, fault) is { } unknown)
            return Refusal.Malformed("unknown-member", Join(field, unknown), $"'{unknown}' is no member that is known here; check its spelling or leave it out");
        if (Quoted(MissingMember, fault) is { } missing)
            return Refusal.Malformed("missing-member", Join(field, missing), $"'{Join(field, missing)}' is missing");
        if (Quoted(DuplicateMember, fault) is { } duplicate)
            return Refusal.Malformed("duplicate-member", Join(field, duplicate), $"'{duplicate}' stands more than once");
        if (field is null && fault.InnerException is null && fault.GetType() == typeof(JsonException)) return NotAnObject;
        if (field is null || fault.InnerException is not null and not InvalidOperationException and not FormatException)
            return Refusal.Malformed("malformed", null, $"this is not readable JSON (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1})");
        return Refusal.Malformed("wrong-type", field, $"'{field}' has a value of the wrong type, or none");
    }

    private static string? Quoted(Regex pattern, JsonException fault) => pattern.Match(fault.Message) is { Success: true, Groups: var groups } ? groups["name"].Value : null;

    private static string? Field(string? path) => path is null or "$" ? null : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    private static string Join(string? field, string member) =>
        field is null || field == member ? member : field.EndsWith("." + member, StringComparison.Ordinal) ? field : $"{field}.{member}";

    [GeneratedRegex("JSON property '(?<name>[^']*)' could not be mapped")]
    private static partial Regex UnmappedMember { get; }

    [GeneratedRegex("missing required properties including: '(?<name>[^']*)'")]
    private static partial Regex MissingMember { get; }

    [GeneratedRegex("[Dd]uplicate property '(?<name>[^']*)'")]
    private static partial Regex DuplicateMember { get; }
}
