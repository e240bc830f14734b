using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Facts;

namespace Negotiations.Contracts.Events;

/// <summary>
/// A fact as it leaves this service, in streams, on the bus and in exports: a CloudEvent 1.0 in JSON. Its type carries the version of the
/// stored shape, such as <c>negotiations.talks-held.v1</c>; its subject is the fact's home track; <c>time</c> is the fact's moment,
/// <c>recordedtime</c> when it was stored. Its data is the fact as stored. A contract: never changes.
/// </summary>
internal static class FactEvent
{
    /// <summary>The media type of one event.</summary>
    public const string MediaType = "application/cloudevents+json";

    /// <summary>The attributes' names.</summary>
    public const string Id = "id", Source = "source", Type = "type", Subject = "subject", Time = "time", RecordedTime = "recordedtime",
    Sequence = "sequence", ContentHash = "contenthash", Epoch = "epoch", Summary = "summary", Data = "data";

    /// <summary>What the line of a fact in an export has, beside nothing else.</summary>
    public static readonly IReadOnlyList<string> Attributes =
        ["specversion", Id, Source, Type, Subject, Time, RecordedTime, Sequence, ContentHash, "datacontenttype", Data];

    private static readonly FrozenDictionary<string, string> StoredNames =
        FactTypes.All.SelectMany(type => type.FormerNames.Append(type.StoredName))
            .ToFrozenDictionary(TypeOf, name => name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> Types =
        FactTypes.All.ToFrozenDictionary(entry => entry.Fact, entry => TypeOf(entry.StoredName));

    /// <summary>The type of a fact's event.</summary>
    public static string TypeOf(Fact fact) => Types[fact.GetType()];

    /// <summary>Every type there is today.</summary>
    public static IEnumerable<string> AllTypes => Types.Values.Order(StringComparer.Ordinal);

    /// <summary>The name under which facts of an event's type are stored; null for a type that is no fact's.</summary>
    public static string? StoredNameOf(string type) => StoredNames.GetValueOrDefault(type);

    /// <summary>The event's source: the negotiation, wherever it is kept.</summary>
    public static string SourceOf(Key negotiation) => $"/negotiations/{negotiation}";

    /// <summary>The event's subject: the stream that is the fact's home.</summary>
    public static string SubjectOf(Fact fact) => fact.Tracks is [var home, ..] ? $"{fact.Negotiation}/{home}" : fact.Negotiation.Value;

    /// <summary>An instant as an attribute holds it.</summary>
    public static string TimeOf(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A sequence as an attribute holds it: padded, to sort as text.</summary>
    public static string SequenceOf(long sequence) => sequence.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The event in JSON, on one line.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="sequence">Its place.</param>
    /// <param name="contentHash">Recognises a command that is sent again; null leaves it out.</param>
    /// <param name="epoch">The store's epoch, in which the place holds; null leaves it out.</param>
    /// <param name="summary">The fact's sentence, as it is worded now; null leaves it out.</param>
    public static ReadOnlyMemory<byte> Json(Fact fact, long sequence, string? contentHash = null, string? epoch = null,
        string? summary = null)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Formats.Stored.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString(Id, fact.Id);
            json.WriteString(Source, SourceOf(fact.Negotiation));
            json.WriteString(Type, TypeOf(fact));
            json.WriteString(Subject, SubjectOf(fact));
            json.WriteString(Time, TimeOf(fact.Occurred.Moment));
            json.WriteString(RecordedTime, TimeOf(fact.Recorded.At));
            json.WriteString(Sequence, SequenceOf(sequence));
            if (epoch is not null) json.WriteString(Epoch, epoch);
            if (contentHash is not null) json.WriteString(ContentHash, contentHash);
            if (summary is not null) json.WriteString(Summary, summary);
            json.WriteString("datacontenttype", "application/json");
            json.WritePropertyName(Data);
            json.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), Formats.Stored), skipInputValidation: true);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    // talks_held → negotiations.talks-held.v1; deadline_passed_v2 → negotiations.deadline-passed.v2
    private static string TypeOf(string storedName)
    {
        var version = storedName.LastIndexOf("_v", StringComparison.Ordinal) is > 0 and var at
            && int.TryParse(storedName.AsSpan(at + 2), CultureInfo.InvariantCulture, out var number) ? number : 0;
        var name = version > 0 ? storedName[..storedName.LastIndexOf("_v", StringComparison.Ordinal)] : storedName;
        return string.Create(CultureInfo.InvariantCulture, $"negotiations.{name.Replace('_', '-')}.v{Math.Max(version, 1)}");
    }
}
