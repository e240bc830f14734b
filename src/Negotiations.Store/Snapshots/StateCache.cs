using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Negotiations.Contracts.Json;

namespace Negotiations.Store.Snapshots;

/// <summary>
/// Snapshots that were read or written lately, decoded. Each stands under the place of its row in the database, which every change of the
/// row changes, by whomever: what the database says is still the same need not be read again. What is asked for least goes first.
/// </summary>
/// <param name="most">How much it may hold, in bytes of JSON.</param>
internal sealed class StateCache(long most) : IDisposable
{
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = most });

    /// <summary>The place of the row, and the snapshot, as they were last seen; null where they weren't.</summary>
    public (string Place, Snapshot Snapshot)? Find(string stream) =>
        known.TryGetValue(stream, out Entry? found) ? (found!.Place, found.Snapshot) : null;

    /// <summary>The places of those whose streams begin so.</summary>
    public string[] Under(string streams) => [.. known.Keys.OfType<string>()
        .Where(stream => stream.StartsWith(streams, StringComparison.Ordinal)).Select(Find).Where(found => found is not null)
        .Select(found => found!.Value.Place)];

    /// <summary>The snapshot at a place: as the database sent it, or as it is known; null where neither is so.</summary>
    public T? Read<T>(string stream, string place, byte[]? json) where T : Snapshot
    {
        if (json is null) return Find(stream) is { } found && found.Place == place ? found.Snapshot as T : null;
        var snapshot = JsonSerializer.Deserialize<T>(json, Formats.Stored)!;
        if (snapshot.Id == stream) Keep(place, snapshot, json.Length);
        return snapshot;
    }

    /// <summary>Keeps a snapshot.</summary>
    public void Keep(string place, Snapshot snapshot, int size) =>
        known.Set(snapshot.Id, new Entry(place, snapshot), new MemoryCacheEntryOptions { Size = size });

    public void Dispose() => known.Dispose();

    private sealed record Entry(string Place, Snapshot Snapshot);
}
