using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Negotiations.Service.Access;

namespace Negotiations.Service.Sealing;

/// <summary>
/// The master keys, by which the keys of lists are wrapped: 256 bits each in Base64, the newest first, separated by commas or lines, in
/// <c>Sealing__MasterKey</c> or the file <c>Sealing__MasterKeyFile</c>;
/// where neither is set, ASP.NET Core's data protection with its keys in the keys' folder.
/// </summary>
internal sealed class MasterKeys
{
    private const string Setting = "Sealing:MasterKey", FileSetting = "Sealing:MasterKeyFile", Protected = "data-protection",
    Purpose = "negotiations.sealed-lists";
    private const int KeySize = 32, NonceSize = 12, TagSize = 16, IdDigits = 16;
    private readonly IDataProtector protector;
    private readonly List<(string Id, byte[] Key)> keys;

    public MasterKeys(IConfiguration configuration, IDataProtectionProvider protection)
    {
        protector = protection.CreateProtector(Purpose);
        var text = configuration[FileSetting] is { Length: > 0 } file ? Read(file) : configuration[Setting] ?? "";
        keys = [.. text.Split([',', '\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    /// <summary>The master key that wraps new keys.</summary>
    public string Current => keys is [var (id, _), ..] ? id : Protected;

    /// <summary>Wraps a list's key; it can be unwrapped for that sealing only.</summary>
    public WrappedKey Wrap(byte[] key, Guid sealing)
    {
        if (keys is not [var (id, master), ..]) return new WrappedKey(Protected, protector.CreateProtector($"{sealing}").Protect(key));
        var wrapped = new byte[NonceSize + key.Length + TagSize];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceSize));
        using var aes = new AesGcm(master, TagSize);
        aes.Encrypt(wrapped.AsSpan(0, NonceSize), key, wrapped.AsSpan(NonceSize, key.Length), wrapped.AsSpan(NonceSize + key.Length),
            sealing.ToByteArray());
        return new WrappedKey(id, wrapped);
    }

    /// <summary>Unwraps a list's key; null where its master is not here.</summary>
    public byte[]? Unwrap(WrappedKey wrapped, Guid sealing)
    {
        try
        {
            if (wrapped.Wrapped is not { Length: >= NonceSize + TagSize }) return null;
            if (wrapped.Master == Protected) return protector.CreateProtector($"{sealing}").Unprotect(wrapped.Wrapped);
            if (keys.Find(known => known.Id == wrapped.Master).Key is not { } master) return null;
            var key = new byte[wrapped.Wrapped.Length - NonceSize - TagSize];
            using var aes = new AesGcm(master, TagSize);
            aes.Decrypt(wrapped.Wrapped.AsSpan(0, NonceSize), wrapped.Wrapped.AsSpan(NonceSize, key.Length),
                wrapped.Wrapped.AsSpan(NonceSize + key.Length), key, sealing.ToByteArray());
            return key;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static (string Id, byte[] Key) Parse(string text)
    {
        var key = new byte[KeySize];
        if (!Convert.TryFromBase64String(text, key, out var length) || length != KeySize)
            throw new AccessSettingException("A master key is 32 random bytes in Base64, as `openssl rand -base64 32` makes them; what "
                + "Sealing__MasterKey or Sealing__MasterKeyFile tells is none.");
        return (Convert.ToHexStringLower(SHA256.HashData(key))[..IdDigits], key);
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new AccessSettingException($"The file of master keys that Sealing__MasterKeyFile names can't be read: {fault.Message}");
        }
    }
}
