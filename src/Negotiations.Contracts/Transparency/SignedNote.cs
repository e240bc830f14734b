using System.Text;

namespace Negotiations.Contracts.Transparency;

/// <summary>A text that keys have signed, as c2sp.org/signed-note has it.</summary>
/// <param name="Text">What is signed, with the newline at its end.</param>
/// <param name="Signatures">The lines of signatures.</param>
public sealed record SignedNote(string Text, IReadOnlyList<SignedNote.Signature> Signatures)
{
    private const string Mark = "— ";
    private const int MostSignatures = 64, IdSize = 4;

    /// <summary>Reads a note; null when it is none.</summary>
    public static SignedNote? Read(string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || end + 2 >= note.Length || !note.EndsWith('\n') || note.Any(sign => sign < ' ' && sign != '\n')) return null;
        var lines = note[(end + 2)..^1].Split('\n');
        var signatures = lines.Select(Line).OfType<Signature>().ToArray();
        return signatures.Length == lines.Length && lines.Length <= MostSignatures ? new SignedNote(note[..(end + 1)], signatures) : null;
    }

    /// <summary>Whether a key has signed it; false also where its signature is wrong.</summary>
    public bool IsBy(VerifierKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var own = Signatures.Where(signature => signature.Name == key.Name && signature.Id.SequenceEqual(key.Id)).ToArray();
        return own is not [] && own.All(signature => key.Verifies(Text, signature.Bytes));
    }

    /// <summary>With the signature of one more key.</summary>
    public SignedNote With(Signature signature) => this with { Signatures = [.. Signatures, signature] };

    /// <summary>The note as it is written.</summary>
    public override string ToString() =>
        Signatures.Aggregate(new StringBuilder(Text).Append('\n'), (note, signature) => note.Append(Mark).Append(signature.Name)
            .Append(' ').Append(Convert.ToBase64String([.. signature.Id, .. signature.Bytes])).Append('\n')).ToString();

    private static Signature? Line(string line)
    {
        if (!line.StartsWith(Mark, StringComparison.Ordinal) || line[Mark.Length..].Split(' ') is not [{ Length: > 0 } name, var text])
            return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length > IdSize
            ? new Signature(name, bytes[..IdSize], bytes[IdSize..length]) : null;
    }

    /// <summary>One signature.</summary>
    /// <param name="Name">The name of the key.</param>
    /// <param name="Id">The id of the key, 4 bytes.</param>
    /// <param name="Bytes">What the key made of the text.</param>
    public sealed record Signature(string Name, byte[] Id, byte[] Bytes);
}
