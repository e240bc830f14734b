using System.Text.Json;
using Negotiations.Contracts.Events;
using Negotiations.Contracts.Json;
using Negotiations.Contracts.Transparency;
using Negotiations.Domain;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Facts;
using Negotiations.Store.Log;

namespace Negotiations.Service.Transfer;

/// <summary>
/// Reads a line of an export. What it says must be just what an export of the fact would say, so that exporting again gives the same file.
/// </summary>
internal static class ImportLine
{
    /// <summary>The size of one line, in bytes.</summary>
    public const int Limit = 1024 * 1024;

    private static readonly HashSet<string> Attributes = [.. FactEvent.Attributes];

    /// <summary>Whether it is a proof, of use only to who checks the export.</summary>
    public static bool IsProof(ReadOnlyMemory<byte> line)
    {
        if (line.Span.IndexOf("negotiations.log-"u8) < 0) return false;
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object && ProofLines.Are(Text(document.RootElement, FactEvent.Type));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads a fact and its content hash.</summary>
    public static Result<Read> Of(ReadOnlyMemory<byte> line)
    {
        try
        {
            if (PlainJson.Fault(line.Span) is { } fault) return fault;
            using var document =
                JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = Formats.Request.MaxDepth, AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Of(document.RootElement) : NoEvent;
        }
        catch (JsonException fault)
        {
            return JsonFaults.Explain(fault, NoEvent);
        }
    }

    private static Result<Read> Of(JsonElement json)
    {
        if (json.EnumerateObject()
            .FirstOrDefault(member => !Attributes.Contains(member.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
            return Refusal.Malformed("unknown-member", unknown.Name, $"'{unknown.Name}' is no attribute that an export has");
        if (Text(json, "specversion") != "1.0")
            return Refusal.Malformed("malformed", "specversion", "a line of an export is a CloudEvent with \"specversion\": \"1.0\"");
        if (Text(json, FactEvent.Type) is not { } type || FactEvent.StoredNameOf(type) is not { } storedName)
            return Refusal.Malformed("unknown-word", FactEvent.Type, "'type' takes the type of a fact, such as negotiations.talks-held.v1");
        if (!json.TryGetProperty(FactEvent.Data, out var data) || data.ValueKind != JsonValueKind.Object)
            return Refusal.Malformed("missing-member", FactEvent.Data, "'data' is missing: the fact");
        try
        {
            var fact = FactCatalog.Read(storedName, JsonSerializer.SerializeToUtf8Bytes(data), Formats.Imported);
            return Whole(fact, data, type) ?? Envelope(fact, json) ?? (Result<Read>)new Read(fact, Text(json, FactEvent.ContentHash));
        }
        catch (JsonException fault) when (JsonFaults.Explain(fault, NoEvent) is var refusal)
        {
            return refusal with { Field = refusal.Field is null ? FactEvent.Data : $"{FactEvent.Data}.{refusal.Field}" };
        }
    }

    // A fact in a former shape can't be compared in the current one.
    private static Refusal? Whole(Fact fact, JsonElement data, string type)
    {
        if (fact.Id == Guid.Empty || fact.Negotiation is null || fact.Occurred is null || fact.Recorded is not { By: not null })
            return Refusal.Malformed("missing-member", FactEvent.Data,
                "'data' needs the members id, negotiation, occurred and recorded {at, by}");
        if (fact.Tracks.IsDefault || fact.AlsoOn.IsDefault || fact.Holders().Distinct().Count() != fact.Holders().Count()
            || (fact.Tracks is []) != FactTypes.All.Where(type => type.IsOfNegotiation).Select(type => type.Fact).Contains(fact.GetType()))
            return Refusal.Malformed("malformed", $"{FactEvent.Data}.tracks",
                "'tracks' takes each track once, the home track first; the facts of the negotiation itself have none");
        return FactEvent.TypeOf(fact) == type && !Chain.Canonical(fact).Span.SequenceEqual(CanonicalJson.Of(data).Span)
            ? Refusal.Malformed("malformed", FactEvent.Data,
                "'data' is not as an export writes it: a member is unknown, out of its form, or null") : null;
    }

    private static Refusal? Envelope(Fact fact, JsonElement json)
    {
        foreach (var (name, told) in new[]
        {
            (FactEvent.Id, fact.Id.ToString()), (FactEvent.Source, FactEvent.SourceOf(fact.Negotiation)),
            (FactEvent.Subject, FactEvent.SubjectOf(fact)),
            (FactEvent.Time, FactEvent.TimeOf(fact.Occurred.Moment)), (FactEvent.RecordedTime, FactEvent.TimeOf(fact.Recorded.At)),
        })
            if (Text(json, name) != told)
                return Refusal.Malformed("malformed", name, $"'{name}' does not say what the fact in 'data' says");
        return json.TryGetProperty(FactEvent.ContentHash, out _)
            && !(Text(json, FactEvent.ContentHash) is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower))
            ? Refusal.Malformed("malformed", FactEvent.ContentHash, "'contenthash' takes 64 hexadecimal digits, as exported") : null;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Refusal NoEvent => Refusal.Malformed("malformed", null, "a line of an export is a JSON object, a CloudEvent");

    /// <summary>A fact that was read, and the hash of the command that became it.</summary>
    internal sealed record Read(Fact Fact, string? ContentHash);
}
