using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Marten;
using Marten.Patching;
using Negotiations.Store.Log;

namespace Negotiations.Service.Access;

/// <summary>A key by which a program or person is known: <c>neg_</c>, its id, and 256 random bits. Only its hash is kept.</summary>
public sealed partial record ApiKey
{
    private const int IdBytes = 8, SecretBytes = 32;

    /// <summary>Its id, 16 hexadecimal digits; no secret.</summary>
    public required string Id { get; init; }

    /// <summary>What its holder is called.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the whole key, hexadecimal. What is random needs no slower hash.</summary>
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

    /// <summary>When it was last used, to the minute; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    internal Caller Caller => new(Name, [.. Grants.Select(grant => Grant.Parse(grant).Value).OfType<Grant>()]);

    internal bool IsValid(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);

    internal bool Is(string text) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(text)), Encoding.ASCII.GetBytes(Hash));

    /// <summary>A new key, as text.</summary>
    internal static string Generate() =>
        $"neg_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes))}_{System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";

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

    /// <summary>The id and the hash alone: neither lets anybody in.</summary>
    public override string ToString() => $"{nameof(ApiKey)} {Id}";

    [GeneratedRegex("^neg_(?<id>[0-9a-f]{16})_[A-Za-z0-9_-]{43}\\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form { get; }
}

/// <summary>The keys, as the database has them, or had them at most two seconds ago.</summary>
public sealed class KeyRing(IDocumentStore store, TimeProvider clock)
{
    private const long Fresh = 2_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (ApiKey Key, long At)> known = new(StringComparer.Ordinal);

    /// <summary>The key of an id, valid or not; null where there is none.</summary>
    public async Task<ApiKey?> Find(string id, CancellationToken cancellation)
    {
        if (known.TryGetValue(id, out var kept) && Environment.TickCount64 - kept.At < Fresh) return kept.Key;
        await using var session = store.QuerySession();
        if (await session.LoadAsync<ApiKey>(id, cancellation) is not { } key)
        {
            known.TryRemove(id, out _);
            return null;
        }
        // A use that is not saved yet is not forgotten.
        return known.AddOrUpdate(id, (key, Environment.TickCount64),
            (_, before) => (key with { LastUsedAt = Later(key.LastUsedAt, before.Key.LastUsedAt) }, Environment.TickCount64)).Key;
    }

    /// <summary>Looks at the database again the next time.</summary>
    public void Forget(string id) => known.TryRemove(id, out _);

    /// <summary>Notes that a key was used, at most once a minute.</summary>
    public async Task Used(ApiKey key, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (now - key.LastUsedAt < Minute) return;
        if (known.TryGetValue(key.Id, out var kept) && !known.TryUpdate(key.Id, (kept.Key with { LastUsedAt = now }, kept.At), kept))
            return;
        await using var session = store.LightweightSession();
        session.Patch<ApiKey>(key.Id).Set(used => used.LastUsedAt, now);
        await session.Commit(cancellation);
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}
