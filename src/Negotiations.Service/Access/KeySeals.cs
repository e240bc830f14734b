using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Negotiations.Contracts.Signing;
using Negotiations.Store.Log;

namespace Negotiations.Service.Access;

/// <summary>
/// Seals the rows of keys by the <see cref="ServiceSecret"/>, so that whoever can write to the database can neither widen what a key lets
/// its holder do nor sign messages by what is stored. That a key was revoked is also kept beside the secret: no older row brings it back.
/// </summary>
public sealed class KeySeals(ServiceSecret secret, IConfiguration configuration)
{
    private const int NonceSize = 12, TagSize = 16;
    private readonly byte[] mac = secret.For("negotiations: rows of keys"), wrap = secret.For("negotiations: secrets that sign messages");
    private readonly string revoked = Path.Combine(Folders.KeysOf(configuration), "revoked");

    /// <summary>The key with its seal.</summary>
    public ApiKey Sealed(ApiKey key) => key with { Seal = SealOf(key) };

    /// <summary>The key with what signs its messages, as only the service can read it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="text">Its whole text.</param>
    public ApiKey Signing(ApiKey key, string text)
    {
        var plain = Encoding.ASCII.GetBytes(MessageSignature.SecretOf(text));
        var wrapped = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceSize));
        using var aes = new AesGcm(wrap, TagSize);
        aes.Encrypt(wrapped.AsSpan(0, NonceSize), plain, wrapped.AsSpan(NonceSize, plain.Length), wrapped.AsSpan(NonceSize + plain.Length),
            Encoding.ASCII.GetBytes(key.Id));
        return key with { Signing = Convert.ToBase64String(wrapped) };
    }

    /// <summary>What signs the messages of a key whose seal holds; null where the key's text was not seen since it is kept.</summary>
    public string? SigningSecret(ApiKey key)
    {
        if (key.Signing is not { } kept) return null;
        var wrapped = Convert.FromBase64String(kept);
        var plain = new byte[wrapped.Length - NonceSize - TagSize];
        using var aes = new AesGcm(wrap, TagSize);
        aes.Decrypt(wrapped.AsSpan(0, NonceSize), wrapped.AsSpan(NonceSize, plain.Length), wrapped.AsSpan(NonceSize + plain.Length), plain,
            Encoding.ASCII.GetBytes(key.Id));
        return Encoding.ASCII.GetString(plain);
    }

    /// <summary>Whether a row is as the service wrote it.</summary>
    public bool Holds(ApiKey key) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(SealOf(key)), Encoding.ASCII.GetBytes(key.Seal ?? ""));

    /// <summary>Keeps that a key was revoked.</summary>
    public void MarkRevoked(string id)
    {
        PrivateFolder.Make(revoked);
        if (!File.Exists(MarkOf(id))) File.WriteAllBytes(MarkOf(id), []);
    }

    /// <summary>The key, revoked where that is known, whatever its row says.</summary>
    public ApiKey Known(ApiKey key) => key.RevokedAt is null && File.Exists(MarkOf(key.Id))
        ? key with { RevokedAt = File.GetLastWriteTimeUtc(MarkOf(key.Id)) } : key;

    private string MarkOf(string id) => Path.Combine(revoked, id);

    // Everything but when it was last used.
    private string SealOf(ApiKey key) => Convert.ToHexStringLower(HMACSHA256.HashData(mac, JsonSerializer.SerializeToUtf8Bytes(
        (ImmutableArray<string?>)[key.Id, key.Name, key.Hash, Text(key.CreatedAt), key.CreatedBy, Text(key.ExpiresAt), Text(key.RevokedAt),
            key.Signing, .. key.Grants])));

    // The database keeps microseconds.
    private static string? Text(DateTimeOffset? instant) => instant is { } at
        ? (at.UtcTicks / TimeSpan.TicksPerMicrosecond).ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
}
