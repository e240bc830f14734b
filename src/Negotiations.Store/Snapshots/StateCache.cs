using Microsoft.Extensions.Caching.Memory;

namespace Negotiations.Store.Snapshots;

/// <summary>
/// Snapshots that were read or written lately, decoded. Each stands under the place of its row in the database, which every change of the
/// row changes, by whomever: what the database says is still the same need not be read again. What is asked for least goes first.
/// </summary>
/// <param name="most">How much it may hold, in bytes of JSON.</param>
public sealed class StateCache(long most) : IDisposable
{
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = most });

    /// <summary>The place of the row, and the snapshot, as they were last seen; null where they weren't.</summary>
    internal (string Place, Snapshot Snapshot)? Find(string stream) =>
        known.TryGetValue(stream, out Entry? found) ? (found!.Place, found.Snapshot) : null;

    /// <summary>Keeps a snapshot.</summary>
    internal void Keep(string place, Snapshot snapshot, int size) =>
        known.Set(snapshot.Id, new Entry(place, snapshot), new MemoryCacheEntryOptions { Size = size });

    /// <inheritdoc/>
    public void Dispose() => known.Dispose();

    private sealed record Entry(string Place, Snapshot Snapshot);
}
