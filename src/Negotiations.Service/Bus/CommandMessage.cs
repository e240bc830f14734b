using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Service.Commands;
using Negotiations.Store.Log;

namespace Negotiations.Service.Bus;

/// <summary>
/// Reads a message with a command: a JSON object with <c>command</c> and <c>commandId</c> beside the command's members, or a CloudEvent
/// 1.0, structured or binary, of a type such as <c>negotiations.record-talks.v1</c> with the members as data. Each message needs an id,
/// because it may come twice.
/// </summary>
/// <param name="ContentType">The media type of the body; null when none is told.</param>
/// <param name="MessageId">The transport's id; it becomes the command's where that has none and it is a UUID.</param>
/// <param name="Name">The command's name, where the transport carries it and the body doesn't.</param>
/// <param name="Attribute">An attribute of a binary CloudEvent, by name; null where there is none.</param>
internal sealed partial record CommandMessage(string? ContentType, string? MessageId, string? Name, Func<string, string?> Attribute)
{
    private const string Structured = "application/cloudevents+json";
    private static readonly Dictionary<string, string> CommandsByType = CommandCatalog.Names.ToDictionary(TypeOf, name => name,
        StringComparer.Ordinal);

    /// <summary>The type of the CloudEvent that brings a command.</summary>
    public static string TypeOf(string command) => $"negotiations.{Hump.Replace(command, "-$0").ToLowerInvariant()}.v1";

    /// <summary>A command that could be read, and its members as they were sent.</summary>
    /// <param name="Command">The command, with its id.</param>
    /// <param name="Members">The members, as JSON.</param>
    /// <param name="SentId">The id that its sender gave it, as it was sent.</param>
    /// <param name="Source">The source of the CloudEvent; empty where there is none.</param>
    internal sealed record Content(Command Command, string Members, string SentId, string Source)
    {
        /// <summary>What is handed on to be recorded.</summary>
        public ReceivedCommand For(string? replyTo, string? correlationId, SenderProof proof) =>
            new(Command.ToString(), Members, Command.CommandId!.Value, replyTo, correlationId, proof);
    }

    /// <summary>Reads a body; the command has an id.</summary>
    public Result<Content> Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > CommandReader.Limit)
            return Refusal.Malformed("too-large", null, $"a command has at most {CommandReader.Limit} bytes");
        try
        {
            if (PlainJson.Fault(body.Span) is { } fault) return fault;
            using var document =
                JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Formats.Request.MaxDepth, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object) return NotAnObject;
            var read = ContentType?.StartsWith(Structured, StringComparison.OrdinalIgnoreCase) == true
                ? FromEvent(document.RootElement, name => Text(document.RootElement, name), isStructured: true)
                : Attribute("specversion") is not null ? FromEvent(document.RootElement, Attribute, isStructured: false)
                : FromPlain(document.RootElement);
            return read.Value is not { Command.CommandId: null } ? read
                : Refusal.Malformed("missing-member", "commandId",
                "'commandId' is missing: a message may be delivered twice, and a UUID of the sender's keeps it from being recorded twice");
        }
        catch (JsonException fault)
        {
            return JsonFaults.Explain(fault, NotAnObject);
        }
    }

    private Result<Content> FromPlain(JsonElement body) =>
        Read(Text(body, "command") ?? Name, body, Guid.TryParse(MessageId, out var id) && CommandReader.UnusableId("id", id) is null ? id
            : null, MessageId, "");

    private static Result<Content> FromEvent(JsonElement body, Func<string, string?> attribute, bool isStructured)
    {
        if (attribute("specversion") != "1.0") return Refusal.Malformed("malformed", "specversion", "'specversion' takes 1.0");
        foreach (var required in new[] { "id", "source", "type" })
            if (attribute(required) is null or "")
                return Refusal.Malformed("missing-member", required,
                $"'{required}' is missing: a CloudEvent has an id, a source and a type");
        if (!CommandsByType.TryGetValue(attribute("type")!, out var name))
            return CommandReader.Unknown(attribute("type")!) with { Field = "type" };
        var (id, source) = (attribute("id"), attribute("source")!);
        if (!isStructured) return Read(name, body, IdOf(attribute), id, source);
        return body.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
            ? Read(name, data, IdOf(attribute), id, source)
            : Refusal.Malformed("missing-member", "data", "'data' is missing: the members of the command, as a JSON object");
    }

    // Same source and id: same CloudEvent.
    private static Guid IdOf(Func<string, string?> attribute) =>
        Guid.TryParse(attribute("id"), out var id) && CommandReader.UnusableId("id", id) is null ? id
            : DerivedId.OfEvent(attribute("source")!, attribute("id")!);

    private static Result<Content> Read(string? name, JsonElement members, Guid? id, string? sentId, string source)
    {
        if (name is null) return Refusal.Malformed("missing-member", "command",
            $"'command' is missing: name one of {string.Join(", ", CommandCatalog.Names)}");
        var json = Without(members, "command");
        var read = CommandReader.Read(name, json);
        return read.Value is { } command
            ? new Content(command with { CommandId = command.CommandId ?? id }, Encoding.UTF8.GetString(json), Text(members, "commandId")
            ?? sentId ?? "", source) : read.Refusal!;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // An object without a member.
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

    private static Refusal NotAnObject =>
        Refusal.Malformed("malformed", null, "a message is a JSON object: a command, or a CloudEvent that brings one");

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Hump { get; }
}
