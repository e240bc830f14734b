using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JasperFx.Metadata;

namespace Negotiations.Service.Sealing;

/// <summary>The names behind a list of children or an exchange, sealed with a key of their own (AES-256-GCM) that lies elsewhere.</summary>
public sealed record SealedList : IVersioned
{
    private const int NonceSize = 12, TagSize = 16, Padding = 4096;

    /// <summary>Negotiation and list, with a slash between.</summary>
    public required string Id { get; init; }

    /// <summary>The negotiation.</summary>
    public required string Negotiation { get; init; }

    /// <summary>The list of children, or the exchange.</summary>
    public required string List { get; init; }

    /// <summary>The id of the sealing: a list that is sealed again gets another, and another key.</summary>
    public required Guid Sealing { get; init; }

    /// <summary>How many names.</summary>
    public required int Names { get; init; }

    /// <summary>When it was sealed, UTC.</summary>
    public required DateTimeOffset SealedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string SealedBy { get; init; }

    /// <summary>The sealings before, whose keys are destroyed.</summary>
    public ImmutableArray<Guid> Former { get; init; } = [];

    /// <summary>Nonce, sealed text and tag; null once it is erased.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>When it was erased, UTC.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>By whom.</summary>
    public string? ErasedBy { get; init; }

    /// <inheritdoc/>
    public Guid Version { get; set; }

    /// <summary>The id of a list's document.</summary>
    public static string IdOf(string negotiation, string list) => $"{negotiation}/{list}";

    // Bound to its place: sealed text that is moved to another list can't be opened there.
    private byte[] Place => Encoding.UTF8.GetBytes($"{Negotiation}\n{List}\n{Sealing}");

    /// <summary>Seals names, padded so that the length tells little of them.</summary>
    internal SealedList Seal(IReadOnlyCollection<string> names, byte[] key)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(names);
        var text = new byte[(json.Length / Padding + 1) * Padding];
        json.CopyTo(text, 0);
        text.AsSpan(json.Length).Fill((byte)' ');
        var whole = new byte[NonceSize + text.Length + TagSize];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(whole.AsSpan(0, NonceSize), text, whole.AsSpan(NonceSize, text.Length), whole.AsSpan(NonceSize + text.Length), Place);
        CryptographicOperations.ZeroMemory(json);
        CryptographicOperations.ZeroMemory(text);
        return this with { Sealed = whole };
    }

    /// <summary>Opens it; null where the key is not the one, or the text was altered, cut short or moved.</summary>
    internal string[]? Open(byte[] key)
    {
        if (Sealed is null || Sealed.Length < NonceSize + TagSize) return null;
        var text = new byte[Sealed.Length - NonceSize - TagSize];
        try
        {
            using var aes = new AesGcm(key, TagSize);
            aes.Decrypt(Sealed.AsSpan(0, NonceSize), Sealed.AsSpan(NonceSize, text.Length), Sealed.AsSpan(NonceSize + text.Length), text,
                Place);
            return JsonSerializer.Deserialize<string[]>(text);
        }
        catch (Exception fault) when (fault is CryptographicException or JsonException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    /// <summary>Its id alone.</summary>
    public override string ToString() => $"{nameof(SealedList)} {Id}";
}
