using System.Globalization;
using System.Text;

namespace Negotiations.Contracts.Transparency;

/// <summary>A proof that an entry is in a log, which can be checked without the log (c2sp.org/tlog-proof).</summary>
/// <param name="Entry">The entry itself, which goes along as extra data.</param>
/// <param name="Index">Its place in the log, from 0.</param>
/// <param name="Path">The hashes beside the way from the entry to the root.</param>
/// <param name="Note">The checkpoint, signed.</param>
public sealed record LogProof(byte[] Entry, long Index, IReadOnlyList<byte[]> Path, SignedNote Note)
{
    /// <summary>The media type under which it is served.</summary>
    public const string MediaType = "text/plain; charset=utf-8";

    private const string First = "c2sp.org/tlog-proof@v1", Extra = "extra ", At = "index ";

    /// <summary>Reads a proof; null when it is none.</summary>
    public static LogProof? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || text[..end].Split('\n') is not [First, var extra, var at, .. var hashes]
            || !extra.StartsWith(Extra, StringComparison.Ordinal) || !at.StartsWith(At, StringComparison.Ordinal)
            || !long.TryParse(at[At.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || Bytes(extra[Extra.Length..]) is not { } entry || SignedNote.Read(text[(end + 2)..]) is not { } note) return null;
        var path = hashes.Select(MerkleTree.Read).OfType<byte[]>().ToArray();
        return path.Length == hashes.Length ? new LogProof(entry, index, path, note) : null;
    }

    /// <summary>What is wrong with it, for a reader who trusts some keys of one log; null where it holds.</summary>
    public string? Fault(params VerifierKey[] trusted)
    {
        ArgumentNullException.ThrowIfNull(trusted);
        return Checkpoint.Of(Note) is not { } checkpoint ? "it holds no checkpoint"
            : trusted.All(key => key.Name != checkpoint.Origin)
                ? $"its checkpoint is of the log {checkpoint.Origin}, whose key you don't trust"
            : !checkpoint.IsSignedBy(trusted, Note)
                ? $"its checkpoint of {checkpoint.Size} entries is not signed by a key that you trust"
            : !IsIn(checkpoint) ? $"the checkpoint of {checkpoint.Size} entries doesn't have this entry in place {Index}" : null;
    }

    /// <summary>Whether a checkpoint has the entry in its place.</summary>
    public bool IsIn(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return MerkleTree.Includes(Index, MerkleTree.OfEntry(Entry), checkpoint.Size, checkpoint.Root, Path);
    }

    /// <summary>The proof as it is written.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(First).Append('\n').Append(Extra).Append(Convert.ToBase64String(Entry)).Append('\n')
            .Append(At).Append(Index.ToString(CultureInfo.InvariantCulture)).Append('\n');
        foreach (var hash in Path) text.Append(Convert.ToBase64String(hash)).Append('\n');
        return text.Append('\n').Append(Note).ToString();
    }

    private static byte[]? Bytes(string encoded)
    {
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length) ? bytes[..length] : null;
    }
}
