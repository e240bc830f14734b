using System.Collections.Frozen;
using System.Text.Json;
using Marten;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Facts;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Npgsql;
using NpgsqlTypes;

namespace Negotiations.Store.Writing;

/// <summary>What is to be written, in one statement: events, the ends of their streams, snapshots, and the rows of things.</summary>
internal sealed class FactAppend(IDocumentStore store)
{
    private static readonly FrozenDictionary<Type, (string Stored, string DotNet)> Names = FactTypes.All.ToFrozenDictionary(
        type => type.Fact, type => (type.StoredName, $"{type.Fact.FullName}, {type.Fact.Assembly.GetName().Name}"));

    private readonly List<Added> events = [];
    private readonly List<(string Id, long Before, long After)> streams = [];
    private readonly List<(Snapshot Snapshot, byte[] Json, string? Place)> snapshots = [];
    private readonly List<(StoredThing Thing, Guid? Before)> things = [];
    private readonly List<(string Stream, TrackParts.Part Part)> parts = [];

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => events.Count == 0;

    /// <summary>Which message the commands came in, and which caused that.</summary>
    public (string? Correlation, string? Causation) Message { get; set; }

    /// <summary>Adds an event.</summary>
    public void Add(Added added) => events.Add(added);

    /// <summary>Adds the end of a stream to which something was appended, with its snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="before">The snapshot before.</param>
    /// <param name="place">Where that was read; null where there was none.</param>
    /// <param name="facts">The facts since then; null where a state was folded again.</param>
    public void Add(Snapshot snapshot, Snapshot before, string? place, IReadOnlyCollection<Fact>? facts)
    {
        streams.Add((snapshot.Id, before.Version, snapshot.Version));
        snapshots.Add((snapshot, snapshot is StoredTrack track ? Json(TrackParts.Head(track)) : Json((StoredNegotiation)snapshot), place));
        if (snapshot is StoredTrack after)
            parts.AddRange(TrackParts.Changed((StoredTrack)before, after, facts).Select(part => (after.Id, part)));

        static byte[] Json<T>(T whole) where T : Snapshot => JsonSerializer.SerializeToUtf8Bytes(whole, Formats.Stored);
    }

    /// <summary>Adds the row of a thing, under the version that it had; null where it is new.</summary>
    public void Add(StoredThing thing, Guid? before) => things.Add((thing, before));

    /// <summary>Writes it; without a transaction of the connection it is one by itself.</summary>
    public async Task Write(NpgsqlConnection connection, CancellationToken cancellation)
    {
        streams.Sort((left, right) => string.CompareOrdinal(left.Id, right.Id));
        await using var command = new NpgsqlCommand(
            $"select * from {store.Options.DatabaseSchemaName}.{RecordFunction.Call}", connection);
        Bind(command.Parameters);
        var byId = events.ToDictionary(added => added.Event.Id, added => added.Event);
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
            while (await reader.ReadAsync(cancellation))
            {
                if (await reader.IsDBNullAsync(0, cancellation)) places[reader.GetString(2)] = reader.GetString(3);
                else byId[reader.GetGuid(0)].Sequence = reader.GetInt64(1);
            }
        var states = StoreMemory.Of(store).States;
        foreach (var (snapshot, json, _) in snapshots) states.Keep(places[snapshot.Id], snapshot,
            json.Length + (snapshot is StoredTrack track ? TrackParts.Size(track.State) : 0));
    }

    private void Bind(NpgsqlParameterCollection to)
    {
        var (tracks, negotiations) = (snapshots.Where(one => one.Snapshot is StoredTrack).ToArray(),
            snapshots.Where(one => one.Snapshot is StoredNegotiation).ToArray());
        Add(NpgsqlDbType.Text, streams, stream => stream.Id);
        Add(NpgsqlDbType.Bigint, streams, stream => stream.Before);
        Add(NpgsqlDbType.Bigint, streams, stream => stream.After);
        Add(NpgsqlDbType.Uuid, events, added => added.Event.Id);
        Add(NpgsqlDbType.Text, events, added => added.Event.Stream);
        Add(NpgsqlDbType.Bigint, events, added => added.Event.Version);
        Add(NpgsqlDbType.Text, events, added => Names[added.Event.Fact.GetType()].Stored);
        Add(NpgsqlDbType.Text, events, added => Names[added.Event.Fact.GetType()].DotNet);
        Add(NpgsqlDbType.Jsonb, events, added => added.Json);
        Add(NpgsqlDbType.Jsonb, events, added => added.Headers);
        Add(NpgsqlDbType.TimestampTz, events, added => added.Event.Fact.Recorded.At.ToUniversalTime());
        Add(NpgsqlDbType.Text, events, added => added.By);
        to.Add(new NpgsqlParameter { Value = (object?)Message.Correlation ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        to.Add(new NpgsqlParameter { Value = (object?)Message.Causation ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        foreach (var part in new[] { tracks, negotiations })
        {
            Add(NpgsqlDbType.Text, part, one => one.Snapshot.Id);
            Add(NpgsqlDbType.Bigint, part, one => one.Snapshot.Version);
            Add(NpgsqlDbType.Text, part, one => one.Place);
            Add(NpgsqlDbType.Jsonb, part, one => one.Json);
        }
        Add(NpgsqlDbType.Text, things, one => one.Thing.Id);
        Add(NpgsqlDbType.Uuid, things, one => one.Before);
        Add(NpgsqlDbType.Uuid, things, one => one.Thing.Version);
        Add(NpgsqlDbType.Jsonb, things, one => JsonSerializer.SerializeToUtf8Bytes(one.Thing, Formats.Stored));
        Add(NpgsqlDbType.Text, parts, one => one.Stream);
        Add(NpgsqlDbType.Text, parts, one => one.Part.Member);
        Add(NpgsqlDbType.Text, parts, one => one.Part.Key);
        Add(NpgsqlDbType.Jsonb, parts, one => one.Part.Json);

        void Add<TItem, TValue>(NpgsqlDbType type, IReadOnlyCollection<TItem> items, Func<TItem, TValue> value) =>
            to.Add(new NpgsqlParameter { Value = items.Select(value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}

/// <summary>An event to add.</summary>
/// <param name="Event">The event.</param>
/// <param name="Json">Its fact's JSON.</param>
/// <param name="Headers">Its headers, as JSON.</param>
/// <param name="By">Who appends it.</param>
internal sealed record Added(RecordedEvent Event, byte[] Json, byte[] Headers, string? By);
