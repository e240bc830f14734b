using System.Security.Cryptography;
using System.Text;
using Negotiations.Contracts.Signing;
using Negotiations.Domain;
using Negotiations.Service.Access;

namespace Negotiations.Service.Bus;

/// <summary>Identifies the sender of a message; see <see cref="MessageSignature"/>.</summary>
/// <param name="KeyId">The id of the key.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Signed">What is signed.</param>
public sealed record SenderProof(string KeyId, string Signature, string Signed)
{
    internal static Refusal Unknown { get; } =
        Refusal.Forbidden("unauthenticated",
        $"say who you are: send the headers {MessageSignature.KeyHeader}, the id of your key, and {MessageSignature.SignatureHeader}, "
            + "over this very message; the page on the bus in the guide tells how");

    /// <summary>The proof that headers hold; null where they hold none.</summary>
    internal static SenderProof? Read(Func<string, string?> header, string signed) =>
        header(MessageSignature.KeyHeader) is { Length: 16 } key && header(MessageSignature.SignatureHeader) is { Length: 64 } signature
            ? new SenderProof(key, signature.ToLowerInvariant(), signed) : null;

    /// <summary>The caller that it proves; null where it proves nothing.</summary>
    internal async Task<Caller?> Check(KeyRing keys, TimeProvider clock, CancellationToken cancellation)
    {
        if (await keys.Find(KeyId, cancellation) is not { } key || !key.IsValid(clock.GetUtcNow())) return null;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(MessageSignature.SignWithHash(key.Hash, Signed)),
            Encoding.UTF8.GetBytes(Signature))) return null;
        await keys.Used(key, cancellation);
        return key.Caller;
    }
}
