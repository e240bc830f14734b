using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Negotiations.Contracts.Transparency;

/// <summary>
/// A public key of Ed25519 that signs notes, or checkpoints of others as a witness (c2sp.org/signed-note, c2sp.org/tlog-cosignature).
/// </summary>
/// <param name="Name">Its name, such as <c>negotiations.example/log</c>: without spaces and plus signs.</param>
/// <param name="Kind">What its signatures are.</param>
/// <param name="Public">The key, 32 bytes.</param>
public sealed record VerifierKey(string Name, KeyKind Kind, byte[] Public)
{
    private const int Size = 32, SignatureSize = 64, TimeSize = 8, IdSize = 4;

    /// <summary>The first four bytes of a hash over name, kind and key.</summary>
    public byte[] Id { get; } = SHA256.HashData([.. Encoding.UTF8.GetBytes(Name), (byte)'\n', (byte)Kind, .. Public])[..IdSize];

    /// <summary>Reads a key as <see cref="ToString"/> writes it; null when it is none.</summary>
    public static VerifierKey? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim().Split('+', 3) is not [{ Length: > 0 } name, var id, var encoded]) return null;
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length) || length != Size + 1
            || bytes[0] is not ((byte)KeyKind.Log or (byte)KeyKind.Witness)) return null;
        var key = new VerifierKey(name, (KeyKind)bytes[0], bytes[1..length]);
        return string.Equals(Convert.ToHexStringLower(key.Id), id, StringComparison.OrdinalIgnoreCase) ? key : null;
    }

    /// <summary>Whether a signature over a text is by this key.</summary>
    public bool Verifies(string text, byte[] signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        if (Kind == KeyKind.Log) return signature.Length == SignatureSize && Verifies(Encoding.UTF8.GetBytes(text), signature);
        return signature.Length == TimeSize + SignatureSize
            && Verifies(Encoding.UTF8.GetBytes(Cosigned(text, BinaryPrimitives.ReadInt64BigEndian(signature))), signature[TimeSize..]);
    }

    /// <summary>The key as tools take it: name, id and key, with plus signs between.</summary>
    public override string ToString() =>
        $"{Name}+{Convert.ToHexStringLower(Id)}+{Convert.ToBase64String([(byte)Kind, .. Public])}";

    /// <summary>What a witness signs of a checkpoint that it saw at a time, in seconds since 1970.</summary>
    internal static string Cosigned(string text, long time) =>
        $"cosignature/v1\ntime {time.ToString(CultureInfo.InvariantCulture)}\n{text}";

    private bool Verifies(byte[] message, byte[] signature)
    {
        var signer = new Ed25519Signer();
        signer.Init(forSigning: false, new Ed25519PublicKeyParameters(Public));
        signer.BlockUpdate(message, 0, message.Length);
        return signer.VerifySignature(signature);
    }
}

/// <summary>What the signatures of a key are.</summary>
public enum KeyKind
{
    /// <summary>Of a log, over its own checkpoints.</summary>
    Log = 1,

    /// <summary>Of a witness, over a checkpoint of a log and the time when it was seen.</summary>
    Witness = 4,
}
