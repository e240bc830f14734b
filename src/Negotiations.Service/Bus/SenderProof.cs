using System.Globalization;
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
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    internal static Refusal Unknown { get; } =
        Refusal.Forbidden("unauthenticated",
        $"say who you are: send the headers {MessageSignature.KeyHeader}, the id of your key, {MessageSignature.SentHeader}, when you "
            + $"sign, and {MessageSignature.SignatureHeader}, over this very message; the page on the bus in the guide tells how");

    /// <summary>The proof that came with a command; null where none did.</summary>
    internal static SenderProof? Read(Func<string, string?> header, CommandMessage.Content told, ReadOnlySpan<byte> body) =>
        header(MessageSignature.KeyHeader) is { Length: 16 } key && header(MessageSignature.SignatureHeader) is { Length: 64 } signature
            && header(MessageSignature.SentHeader) is { } sent && InstantOf(sent) is not null
            ? new SenderProof(key, signature.ToLowerInvariant(),
                MessageSignature.TextOf(told.Command.ToString(), told.SentId, told.Source, sent, body)) : null;

    /// <summary>Why a message that arrives now is not taken; null where it is recent.</summary>
    internal static Refusal? TooOld(Func<string, string?> header, TimeSpan longest, DateTimeOffset now) =>
        InstantOf(header(MessageSignature.SentHeader) ?? "") is not { } sent || (now - sent < longest && sent - now < Ahead) ? null
            : Refusal.Forbidden("message-expired", $"the message was signed at {MessageSignature.Instant(sent)}, and a message is good for "
                + $"{longest.TotalDays:0.##} days; sign it again, with the same commandId, if it still holds");

    /// <summary>The caller that it proves; null where it proves nothing.</summary>
    internal async Task<Caller?> Check(KeyRing keys, TimeProvider clock, CancellationToken cancellation)
    {
        if (await keys.Find(KeyId, cancellation) is not { } key || !key.IsValid(clock.GetUtcNow())) return null;
        if (keys.SigningSecret(key) is not { } secret || !CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(MessageSignature.Sign(secret, Signed)), Encoding.UTF8.GetBytes(Signature))) return null;
        await keys.Used(key, null, cancellation);
        return key.Caller;
    }

    private static DateTimeOffset? InstantOf(string text) => DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'",
        CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
