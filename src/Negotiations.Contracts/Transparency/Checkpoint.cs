using System.Globalization;

namespace Negotiations.Contracts.Transparency;

/// <summary>How a log stood: so many entries, with this hash over all of them (c2sp.org/tlog-checkpoint).</summary>
/// <param name="Origin">The name of the log.</param>
/// <param name="Size">How many entries it had.</param>
/// <param name="Root">The hash of its tree.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>What is signed.</summary>
    public string Text => $"{Origin}\n{Size.ToString(CultureInfo.InvariantCulture)}\n{Convert.ToBase64String(Root)}\n";

    /// <summary>Reads what a note says; null when it is no checkpoint.</summary>
    public static Checkpoint? Of(SignedNote? note)
    {
        if (note?.Text.Split('\n') is not [{ Length: > 0 } origin, var number, var encoded, .., ""]) return null;
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && number == size.ToString(CultureInfo.InvariantCulture)
            && MerkleTree.Read(encoded) is { } root ? new Checkpoint(origin, size, root) : null;
    }

    /// <summary>Whether one of the keys that bear the log's name has signed the note that says it.</summary>
    public bool IsSignedBy(IEnumerable<VerifierKey> keys, SignedNote note)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(note);
        return keys.Any(key => key.Name == Origin && note.IsBy(key));
    }
}
