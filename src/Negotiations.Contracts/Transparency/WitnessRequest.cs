using System.Globalization;
using System.Text;

namespace Negotiations.Contracts.Transparency;

/// <summary>What a log asks a witness to sign (c2sp.org/tlog-witness, <c>add-checkpoint</c>).</summary>
/// <param name="Old">The size of the checkpoint that the witness signed last; 0 for none.</param>
/// <param name="Proof">The hashes that show that the log begins with that.</param>
/// <param name="Note">The checkpoint.</param>
public sealed record WitnessRequest(long Old, IReadOnlyList<byte[]> Proof, SignedNote Note)
{
    /// <summary>The path beneath a witness's address.</summary>
    public const string Path = "add-checkpoint";

    /// <summary>The media type of the answer that tells the size which the witness signed last.</summary>
    public const string SizeType = "text/x.tlog.size";

    private const string First = "old ";
    private const int MostHashes = 63;

    /// <summary>Reads a request; null when it is none.</summary>
    public static WitnessRequest? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || text[..end].Split('\n') is not [var old, .. { Length: <= MostHashes } lines]
            || !old.StartsWith(First, StringComparison.Ordinal)
            || !long.TryParse(old[First.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || SignedNote.Read(text[(end + 2)..]) is not { } note) return null;
        var hashes = lines.Select(MerkleTree.Read).OfType<byte[]>().ToArray();
        return hashes.Length == lines.Length ? new WitnessRequest(size, hashes, note) : null;
    }

    /// <summary>The request as it is sent.</summary>
    public override string ToString() => Proof.Aggregate(
        new StringBuilder(First).Append(Old.ToString(CultureInfo.InvariantCulture)).Append('\n'),
        (text, hash) => text.Append(Convert.ToBase64String(hash)).Append('\n')).Append('\n').Append(Note).ToString();
}
