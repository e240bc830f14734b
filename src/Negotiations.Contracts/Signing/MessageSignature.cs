using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Negotiations.Contracts.Signing;

/// <summary>
/// Identifies the sender of a message: HMAC-SHA-256, hexadecimal, over five lines. Its secret follows from the API key, but not from what
/// the
/// service keeps of that, and opens nothing else; so no queue and no backup holds what signs.
/// </summary>
public static class MessageSignature
{
    /// <summary>The header with the id of the sender's key.</summary>
    public const string KeyHeader = "negotiations-key";

    /// <summary>The header with the signature.</summary>
    public const string SignatureHeader = "negotiations-signature";

    /// <summary>The header with the instant of signing, UTC, as <c>2025-06-02T12:00:00Z</c>.</summary>
    public const string SentHeader = "negotiations-sent";

    private const string Purpose = "negotiations: sign messages";

    /// <summary>What a sender signs: all that decides what is recorded, and when it was sent.</summary>
    /// <param name="command">The name of the command.</param>
    /// <param name="sentId">The id that it is sent with.</param>
    /// <param name="source">The source of the CloudEvent that brings it; empty where it comes as plain JSON.</param>
    /// <param name="sent">What <see cref="SentHeader"/> says.</param>
    /// <param name="body">The body.</param>
    public static string TextOf(string command, string sentId, string source, string sent, ReadOnlySpan<byte> body) =>
        $"{command}\n{sentId}\n{source}\n{sent}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";

    /// <summary>An instant as <see cref="SentHeader"/> has it.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The secret by which the holder of a key signs, hexadecimal: HMAC-SHA-256 of a fixed text, by the key.</summary>
    public static string SecretOf(string key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(Purpose)));

    /// <summary>Signs by the secret of a key.</summary>
    public static string Sign(string secret, string signed) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));
}
