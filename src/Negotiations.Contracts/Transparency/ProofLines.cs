using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Negotiations.Contracts.Events;

namespace Negotiations.Contracts.Transparency;

/// <summary>
/// What an export has after its facts, so that it can be checked without the service: a line with the checkpoint of the log and a statement
/// on the export, and then for each fact its entry in the log, its place, and the hashes beside its way to the root. CloudEvents, as every
/// line of an export is.
/// </summary>
public static class ProofLines
{
    private const string Types = "negotiations.log-", First = Types + "checkpoint.v1", Other = Types + "proof.v1", Log = "/log";

    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The type of the line of a sealed list, of which the proofs say nothing.</summary>
    internal const string SealedList = "negotiations.sealed-list.v1";

    /// <summary>Whether a type is one of these.</summary>
    public static bool Are(string? type) => type is First or Other;

    /// <summary>Whether a line is the proof of a fact.</summary>
    internal static bool IsProof(JsonElement line) => TypeOf(line) == Other;

    /// <summary>Whether a line is a sealed list.</summary>
    internal static bool IsSealedList(JsonElement line) => TypeOf(line) == SealedList;

    /// <summary>The first line.</summary>
    /// <param name="note">The checkpoint.</param>
    /// <param name="statement">A signed <see cref="ExportStatement"/>.</param>
    internal static byte[] Head(SignedNote note, SignedNote statement) =>
        Line(First, "checkpoint", "log", new Both($"{note}", $"{statement}"));

    /// <summary>The line of a fact.</summary>
    internal static byte[] Line(Guid fact, LogProof proof) => Line(Other, $"{fact}/proof", $"{fact}",
        new Each(fact, proof.Index, Encoding.UTF8.GetString(proof.Entry), [.. proof.Path.Select(Convert.ToBase64String)]));

    /// <summary>Reads the first line; null where a line is none.</summary>
    internal static (SignedNote? Checkpoint, SignedNote? Statement)? HeadOf(JsonElement line) =>
        TypeOf(line) == First && line.GetProperty(FactEvent.Data).Deserialize<Both>(Shape) is { } both
            ? (SignedNote.Read(both.Checkpoint ?? ""), SignedNote.Read(both.Statement ?? "")) : null;

    /// <summary>Reads the line of a fact.</summary>
    /// <exception cref="JsonException">It is none, or damaged.</exception>
    internal static (Guid Fact, LogProof Proof) Of(JsonElement line, SignedNote note)
    {
        if (line.GetProperty(FactEvent.Data).Deserialize<Each>(Shape) is not { Entry: not null, Path: not null } each)
            throw new JsonException("a proof has no entry or no path");
        return (each.Fact, new LogProof(Encoding.UTF8.GetBytes(each.Entry), each.Index,
            [.. each.Path.Select(hash => MerkleTree.Read(hash) ?? throw new JsonException("a hash of a proof is none"))], note));
    }

    private static string? TypeOf(JsonElement line) =>
        line.TryGetProperty(FactEvent.Type, out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    private static byte[] Line<T>(string type, string id, string subject, T data) =>
        JsonSerializer.SerializeToUtf8Bytes(new Event<T>("1.0", id, Log, type, subject, "application/json", data), Shape);

    private sealed record Event<T>([property: JsonPropertyName("specversion")] string Version, string Id,
        string Source, string Type, string Subject,
        [property: JsonPropertyName("datacontenttype")] string ContentType, T Data);

    private sealed record Both(string? Checkpoint, string? Statement);

    private sealed record Each(Guid Fact, long Index, string? Entry, string[]? Path);
}
