using System.Security.Cryptography;
using System.Text;
using Negotiations.Domain;
using Negotiations.Service.Access;

namespace Negotiations.Service.Bus;

/// <summary>
/// By what the sender of a message is known: the header <c>negotiations-key</c> is the id of a key, and <c>negotiations-signature</c> proves that its holder sent just this: HMAC-SHA-256, hexadecimal, over
/// the command's name, the id that it was sent with and the SHA-256 of the body, a line each. Its key is the SHA-256 of the API key, so that neither the key nor anything that opens HTTP lies in a queue.
/// </summary>
/// <param name="KeyId">The id of the key.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Signed">What is signed.</param>
public sealed record SenderProof(string KeyId, string Signature, string Signed)
{
    internal const string KeyHeader = "negotiations-key", SignatureHeader = "negotiations-signature";

    internal static Refusal Unknown { get; } = Refusal.Forbidden("unauthenticated", $"say who you are: send the headers {KeyHeader}, the id of your key, and {SignatureHeader}, over this very message; README tells how");

    /// <summary>What a sender signs.</summary>
    internal static string TextOf(string command, string sentId, ReadOnlySpan<byte> body) => $"{command}\n{sentId}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";

    /// <summary>Signs as the holder of a key.</summary>
    internal static string Sign(string key, string signed) => Sign(ApiKey.HashOf(key), Encoding.UTF8.GetBytes(signed));

    /// <summary>The proof that headers hold; null where they hold none.</summary>
    internal static SenderProof? Read(Func<string, string?> header, string signed) =>
        header(KeyHeader) is { Length: 16 } key && header(SignatureHeader) is { Length: 64 } signature ? new SenderProof(key, signature.ToLowerInvariant(), signed) : null;

    /// <summary>The caller that it proves; null where it proves nothing.</summary>
    internal async Task<Caller?> Check(KeyRing keys, TimeProvider clock, CancellationToken cancellation)
    {
        if (await keys.Find(KeyId, cancellation) is not { } key || !key.IsValid(clock.GetUtcNow())) return null;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(key.Hash, Encoding.UTF8.GetBytes(Signed))), Encoding.UTF8.GetBytes(Signature))) return null;
        await keys.Used(key, cancellation);
        return key.Caller;
    }

    private static string Sign(string hash, byte[] signed) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(hash), signed));
}
