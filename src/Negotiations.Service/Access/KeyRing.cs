using System.Collections.Concurrent;
using Marten;
using Marten.Patching;
using Negotiations.Store.Log;

namespace Negotiations.Service.Access;

/// <summary>The API keys, cached for at most two seconds.</summary>
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
        // Keeps a later use that is not saved yet.
        return known.AddOrUpdate(id, (key, Environment.TickCount64),
            (_, before) => (key with { LastUsedAt = Later(key.LastUsedAt, before.Key.LastUsedAt) }, Environment.TickCount64)).Key;
    }

    /// <summary>Drops a key from the cache.</summary>
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
