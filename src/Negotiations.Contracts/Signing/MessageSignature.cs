using System.Security.Cryptography;
using System.Text;

namespace Negotiations.Contracts.Signing;

/// <summary>
/// Identifies the sender of a message: HMAC-SHA-256, hexadecimal, over the command's name, the id that it was sent with and the SHA-256 of
/// the body, a line each. Its key is the SHA-256 of the API key, so that no queue holds the key or anything else that opens HTTP.
/// </summary>
public static class MessageSignature
{
    /// <summary>The header with the id of the sender's key.</summary>
    public const string KeyHeader = "negotiations-key";

    /// <summary>The header with the signature.</summary>
    public const string SignatureHeader = "negotiations-signature";

    /// <summary>What a sender signs.</summary>
    public static string TextOf(string command, string sentId, ReadOnlySpan<byte> body) =>
        $"{command}\n{sentId}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";

    /// <summary>Signs as the holder of a key.</summary>
    public static string Sign(string key, string signed) =>
        SignWithHash(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))), signed);

    /// <summary>Signs by the SHA-256 of a key, hexadecimal.</summary>
    public static string SignWithHash(string keyHash, string signed) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(keyHash), Encoding.UTF8.GetBytes(signed)));
}
