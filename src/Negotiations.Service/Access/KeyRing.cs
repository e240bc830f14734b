using System.Collections.Concurrent;
using Marten;
using Marten.Patching;
using Negotiations.Store.Log;

namespace Negotiations.Service.Access;

/// <summary>The API keys, cached for at most a second. A row that does not bear the service's seal is no key.</summary>
public sealed class KeyRing(IDocumentStore store, TimeProvider clock, KeySeals seals, AuditTrail audit)
{
    private const long Fresh = 1_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (ApiKey Key, long At)> known = new(StringComparer.Ordinal);

    /// <summary>The key of an id, valid or not; null where there is none.</summary>
    public async Task<ApiKey?> Find(string id, CancellationToken cancellation)
    {
        if (known.TryGetValue(id, out var kept) && Environment.TickCount64 - kept.At < Fresh) return kept.Key;
        await using var session = store.QuerySession();
        if (await session.LoadAsync<ApiKey>(id, cancellation) is not { } stored || !await IsSealed(stored, cancellation))
        {
            known.TryRemove(id, out _);
            return null;
        }
        var key = seals.Known(stored);
        // Keeps a later use that is not saved yet.
        return known.AddOrUpdate(id, (key, Environment.TickCount64),
            (_, before) => (key with { LastUsedAt = Later(key.LastUsedAt, before.Key.LastUsedAt) }, Environment.TickCount64)).Key;
    }

    /// <summary>Drops a key from the cache.</summary>
    public void Forget(string id) => known.TryRemove(id, out _);

    /// <summary>What the messages of a key are signed by; null where that is not known yet.</summary>
    public string? SigningSecret(ApiKey key) => seals.SigningSecret(key);

    /// <summary>Notes that a key was used, at most once a minute.</summary>
    /// <param name="key">The key.</param>
    /// <param name="text">Its whole text; null where only a signature was shown.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task Used(ApiKey key, string? text, CancellationToken cancellation)
    {
        if (key.Signing is null && text is not null) await Complete(key, text, cancellation);
        var now = clock.GetUtcNow();
        if (now - key.LastUsedAt < Minute) return;
        if (known.TryGetValue(key.Id, out var kept) && !known.TryUpdate(key.Id, (kept.Key with { LastUsedAt = now }, kept.At), kept))
            return;
        await using var session = store.LightweightSession();
        session.Patch<ApiKey>(key.Id).Set(used => used.LastUsedAt, now);
        await session.Commit(cancellation);
    }

    // A row of an earlier version.
    private async Task Complete(ApiKey key, string text, CancellationToken cancellation)
    {
        var complete = seals.Sealed(seals.Signing(key, text));
        await using var session = store.LightweightSession();
        session.Patch<ApiKey>(key.Id).Set(row => row.Signing, complete.Signing);
        session.Patch<ApiKey>(key.Id).Set(row => row.Seal, complete.Seal);
        await session.Commit(cancellation);
        Forget(key.Id);
    }

    private async Task<bool> IsSealed(ApiKey key, CancellationToken cancellation)
    {
        if (seals.Holds(key)) return true;
        await audit.Note(new AuditEntry
        {
            Action = AuditAction.Refused,
            By = "",
            Thing = $"key {key.Id}",
            Detail = "its row was not written by this service, or with another keys' folder"
        }, cancellation);
        return false;
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}
