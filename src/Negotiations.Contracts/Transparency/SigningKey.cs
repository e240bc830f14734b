using System.Buffers.Binary;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Negotiations.Contracts.Transparency;

/// <summary>A private key of Ed25519 that signs notes.</summary>
public sealed class SigningKey
{
    private readonly Ed25519PrivateKeyParameters key;

    /// <summary>The key of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">What it signs.</param>
    /// <param name="seed">The private key, 32 bytes.</param>
    public SigningKey(string name, KeyKind kind, byte[] seed)
    {
        key = new Ed25519PrivateKeyParameters(seed);
        Verifier = new VerifierKey(name, kind, key.GeneratePublicKey().GetEncoded());
    }

    /// <summary>Its public half.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>Its signature over a text.</summary>
    /// <param name="text">The text of a note.</param>
    /// <param name="at">When a witness saw it; what a log signs has no time.</param>
    public SignedNote.Signature Sign(string text, DateTimeOffset at)
    {
        if (Verifier.Kind == KeyKind.Log) return new(Verifier.Name, Verifier.Id, Sign(text));
        var time = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, at.ToUnixTimeSeconds());
        return new(Verifier.Name, Verifier.Id, [.. time, .. Sign(VerifierKey.Cosigned(text, at.ToUnixTimeSeconds()))]);
    }

    private byte[] Sign(string text)
    {
        var (signer, message) = (new Ed25519Signer(), Encoding.UTF8.GetBytes(text));
        signer.Init(forSigning: true, key);
        signer.BlockUpdate(message, 0, message.Length);
        return signer.GenerateSignature();
    }
}
