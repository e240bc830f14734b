using System.Security.Cryptography;
using System.Text.Json;
using Negotiations.Contracts.Events;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Facts;

namespace Negotiations.Contracts.Transparency;

/// <summary>What a line of an export tells of a fact, as far as the log can speak of it.</summary>
/// <param name="Id">The fact.</param>
/// <param name="Negotiation">Its negotiation.</param>
/// <param name="RecordedAt">When it was recorded, as the line says it.</param>
/// <param name="Sequence">Its place in the export, as the line says it.</param>
/// <param name="Fault">What is wrong with the line itself; null where nothing is.</param>
internal sealed record ExportedFact(Guid Id, string Negotiation, string RecordedAt, string Sequence, string? Fault)
{
    private static readonly HashSet<string> Attributes = [.. FactEvent.Attributes];

    private string Content { get; init; } = "";

    private string Stream { get; init; } = "";

    private FactType? Type { get; init; }

    /// <summary>Reads a line of a fact.</summary>
    /// <exception cref="JsonException">It is no such line.</exception>
    public static ExportedFact Of(JsonElement line)
    {
        var name = FactEvent.StoredNameOf(Text(line, FactEvent.Type) ?? "") ?? throw new JsonException("its type is that of no fact");
        var type = FactTypes.All.First(type => type.StoredName == name || type.FormerNames.Contains(name));
        var data = line.TryGetProperty(FactEvent.Data, out var found) ? found : throw new JsonException("it has no data");
        if (data.Deserialize(type.Fact, Formats.Stored) is not Fact { Negotiation: not null, Occurred: not null, Recorded: not null } fact)
            throw new JsonException("its data is no fact");
        return new ExportedFact(fact.Id, fact.Negotiation.Value, FactEvent.TimeOf(fact.Recorded.At),
            Text(line, FactEvent.Sequence) ?? "", FaultOf(line, fact))
        {
            Content = Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(data).Span)),
            Stream = FactEvent.SubjectOf(fact),
            Type = type,
        };
    }

    /// <summary>What is wrong with it by the entry of the log for it; null where nothing is.</summary>
    public string? FaultBy(JsonElement entry)
    {
        var (type, content) = (Text(entry, "type"), Text(entry, "content"));
        if (Text(entry, "stream") != Stream) return "the log has it elsewhere";
        // An export has today's shape; what was stored in a former one has a hash of that.
        if (IsFormer(entry)) return null;
        return type != Type!.StoredName ? "the log has it as something else"
            : content != Content ? "the log has it with another content" : null;
    }

    /// <summary>Whether it was stored in a former shape, so that the log can't tell of its content.</summary>
    public bool IsFormer(JsonElement entry) => Type!.FormerNames.Contains(Text(entry, "type") ?? "");

    // The attributes follow from the fact.
    private static string? FaultOf(JsonElement line, Fact fact)
    {
        if (line.EnumerateObject().Any(member => !Attributes.Contains(member.Name))) return "the line has an attribute that no export has";
        foreach (var (name, expected) in new[]
        {
            ("specversion", "1.0"), ("datacontenttype", "application/json"), (FactEvent.Id, fact.Id.ToString()),
            (FactEvent.Source, FactEvent.SourceOf(fact.Negotiation)), (FactEvent.Type, FactEvent.TypeOf(fact)),
            (FactEvent.Subject, FactEvent.SubjectOf(fact)), (FactEvent.Time, FactEvent.TimeOf(fact.Occurred.Moment)),
            (FactEvent.RecordedTime, FactEvent.TimeOf(fact.Recorded.At)),
        })
            if (Text(line, name) != expected) return $"its {name} is not what an export says of such a fact";
        return null;
    }

    private static string? Text(JsonElement of, string member) =>
        of.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
