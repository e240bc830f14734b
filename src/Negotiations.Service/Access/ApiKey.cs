using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Negotiations.Service.Access;

/// <summary>A key that identifies a program or person: <c>neg_</c>, its id, and 256 random bits. Only its hash is kept.</summary>
public sealed partial record ApiKey
{
    private const int IdBytes = 8, SecretBytes = 32;

    /// <summary>Its id, 16 hexadecimal digits; no secret.</summary>
    public required string Id { get; init; }

    /// <summary>What its holder is called.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the whole key, hexadecimal. A random key needs no slower hash.</summary>
    public required string Hash { get; init; }

    /// <summary>What it lets its holder do, as text.</summary>
    public required ImmutableArray<string> Grants { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Until when it is valid; null for ever.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; null while it is not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>When it was last used, to the minute; null for never. The one member that is not sealed.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>What its messages are signed by, encrypted by <see cref="KeySeals"/>; null in rows of earlier versions until it is
    /// used.</summary>
    public string? Signing { get; init; }

    /// <summary>The seal of the row; see <see cref="KeySeals"/>.</summary>
    public string? Seal { get; init; }

    internal Caller Caller => new(Name, [.. Grants.Select(grant => Grant.Parse(grant).Value).OfType<Grant>()]);

    internal bool IsValid(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);

    internal bool Is(string text) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(text)), Encoding.ASCII.GetBytes(Hash));

    /// <summary>A new key, as text.</summary>
    internal static string Generate() =>
        $"neg_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes))}_"
            + System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The id of a key; null where the text is none.</summary>
    internal static string? IdOf(string text) => Form.Match(text) is { Success: true } match ? match.Groups["id"].Value : null;

    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    internal static ApiKey Of(string text, string name, IEnumerable<Grant> grants, string by, DateTimeOffset now,
        DateTimeOffset? expiresAt) => new()
        {
            Id = IdOf(text)!,
            Name = name,
            Hash = HashOf(text),
            Grants = [.. grants.Select(grant => $"{grant}").Distinct()],
            CreatedAt = now,
            CreatedBy = by,
            ExpiresAt = expiresAt,
        };

    /// <summary>The id alone: it lets nobody in.</summary>
    public override string ToString() => $"{nameof(ApiKey)} {Id}";

    [GeneratedRegex("^neg_(?<id>[0-9a-f]{16})_[A-Za-z0-9_-]{43}\\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form { get; }
}
