using System.Text;
using System.Text.Json;

namespace Negotiations.Contracts.Transparency;

/// <summary>
/// The proofs for all facts of a negotiation, a JSON object a line: the first has the checkpoint, each other the entry of one fact, its
/// place, and the hashes beside its way to the root.
/// </summary>
public static class ProofLines
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The first line.</summary>
    /// <param name="note">The checkpoint.</param>
    public static byte[] Head(SignedNote note)
    {
        ArgumentNullException.ThrowIfNull(note);
        return JsonSerializer.SerializeToUtf8Bytes(new First(note.ToString()), Shape);
    }

    /// <summary>The line of a fact.</summary>
    public static byte[] Line(Guid fact, LogProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return JsonSerializer.SerializeToUtf8Bytes(
            new Each(fact, proof.Index, Encoding.UTF8.GetString(proof.Entry), [.. proof.Path.Select(Convert.ToBase64String)]), Shape);
    }

    /// <summary>The proofs of some lines, by fact.</summary>
    /// <exception cref="JsonException">A line is none.</exception>
    public static Dictionary<Guid, LogProof> Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var (proofs, note) = (new Dictionary<Guid, LogProof>(), (SignedNote?)null);
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            if (note is null)
            {
                note = SignedNote.Read(JsonSerializer.Deserialize<First>(line, Shape)?.Checkpoint ?? "")
                    ?? throw new JsonException("the first line holds no checkpoint");
                continue;
            }
            var each = JsonSerializer.Deserialize<Each>(line, Shape) ?? throw new JsonException("a line holds no proof");
            proofs[each.Fact] = new LogProof(Encoding.UTF8.GetBytes(each.Entry), each.Index,
                [.. each.Path.Select(hash => Convert.TryFromBase64String(hash, new byte[hash.Length], out _)
                    ? Convert.FromBase64String(hash) : throw new JsonException("a hash is none"))], note);
        }
        return proofs;
    }

    private sealed record First(string Checkpoint);

    private sealed record Each(Guid Fact, long Index, string Entry, string[] Path);
}
