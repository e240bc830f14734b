using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Negotiations.Contracts.Json;
using Negotiations.Contracts.Transparency;
using Negotiations.Store.Log;

namespace Negotiations.Store.Transparency;

/// <summary>
/// One entry of the log: canonical JSON of all that must never change about what was recorded. Of content it has hashes only, which nobody
/// can guess who doesn't know the content: that has ids and instants of its own.
/// </summary>
/// <param name="Kind">What was recorded.</param>
/// <param name="Position">The event's place in the store; null of anything else.</param>
/// <param name="Ref">What names it otherwise; null of an event.</param>
/// <param name="Json">The canonical JSON.</param>
internal sealed record LogEntry(string Kind, long? Position, string? Ref, byte[] Json)
{
    /// <summary>An event.</summary>
    public const string Fact = "fact";

    /// <summary>An entry of the audit trail.</summary>
    public const string Audit = "audit";

    /// <summary>An API key, with what it lets its holder do.</summary>
    public const string Key = "key";

    /// <summary>That an API key was revoked.</summary>
    public const string KeyRevoked = "key-revoked";

    /// <summary>A sealed list.</summary>
    public const string List = "list";

    /// <summary>That a sealed list was erased, or sealed anew.</summary>
    public const string ListEnded = "list-ended";

    /// <summary>Its hash in the tree.</summary>
    public byte[] Hash { get; } = MerkleTree.OfEntry(Json);

    /// <summary>Of an event.</summary>
    public static LogEntry Of(EventRow row, ReadOnlyMemory<byte> canonical)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            // In the order of the canonical form.
            json.WriteStartObject();
            if (row.Chain is not null) json.WriteString("chain", row.Chain);
            json.WriteString("content", Sha256(canonical.Span));
            json.WriteString("event", row.Id);
            json.WriteString("headers", Sha256(CanonicalJson.Of(row.Headers).Span));
            if (row.IsArchived) json.WriteBoolean("isArchived", true);
            json.WriteString("kind", Fact);
            json.WriteNumber("position", row.Sequence);
            json.WriteString("recordedAt", row.RecordedAt.UtcDateTime);
            if (row.RecordedBy is not null) json.WriteString("recordedBy", row.RecordedBy);
            json.WriteString("stream", row.Stream);
            json.WriteString("type", row.Type);
            json.WriteNumber("version", row.Version);
            json.WriteEndObject();
        }
        // Whoever records may have any name: that alone may be written otherwise.
        return new LogEntry(Fact, row.Sequence, null,
            row.RecordedBy is null || row.RecordedBy.All(char.IsAsciiLetterOrDigit) ? buffer.WrittenSpan.ToArray()
                : CanonicalJson.Of(buffer.WrittenSpan).ToArray());
    }

    /// <summary>Of a document.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="id">What names it. The entry has a hash of that: who may read entries can't guess the content from it.</param>
    /// <param name="content">The JSON of what must never change of it.</param>
    public static LogEntry OfDocument(string kind, string id, byte[] content) => new(kind, null, id, Of(kind, NameOf(id), content));

    /// <summary>Whether an entry is of a document; the first logs had the id itself.</summary>
    public static bool IsOf(string kind, string id, byte[] content, byte[] entry) =>
        Of(kind, NameOf(id), content).AsSpan().SequenceEqual(entry) || Of(kind, id, content).AsSpan().SequenceEqual(entry);

    /// <summary>How an entry names a document.</summary>
    public static string NameOf(string id) => Sha256(Encoding.UTF8.GetBytes(id));

    /// <summary>Reads an entry; null when it is none.</summary>
    public static Told? Read(byte[] entry)
    {
        try
        {
            return JsonSerializer.Deserialize<Told>(entry, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Of(string kind, string name, byte[] content) =>
        Canonical(new { Content = Sha256(CanonicalJson.Of(content).Span), Id = name, Kind = kind });

    private static byte[] Canonical<T>(T entry) =>
        CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(entry, JsonSerializerOptions.Web)).ToArray();

    private static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>What an entry says.</summary>
    /// <param name="Kind">What was recorded.</param>
    /// <param name="Position">An event's place in the store.</param>
    /// <param name="Event">The event.</param>
    /// <param name="Stream">Its stream.</param>
    /// <param name="Version">Its place there.</param>
    /// <param name="Id">How it names a document.</param>
    internal sealed record Told(string Kind, long? Position, string? Event, string? Stream, long? Version, string? Id);
}
