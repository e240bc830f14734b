using System.Text.Json;
using Marten;
using Negotiations.Contracts.Json;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Npgsql;

namespace Negotiations.Store.Writing;

/// <summary>
/// Reads what commands are decided on, all in one round trip: the ends of streams with their snapshots, events by their ids, and the rows
/// of things. A snapshot that is known as it stands in the database isn't sent again.
/// </summary>
internal sealed class OpeningReader(IDocumentStore store)
{
    private readonly string schema = store.Options.DatabaseSchemaName;
    private readonly StateCache cache = StoreMemory.Of(store).States;

    /// <summary>Reads it.</summary>
    /// <param name="streams">The keys of streams, of negotiations and tracks.</param>
    /// <param name="events">The ids of events.</param>
    /// <param name="things">The ids of the rows of things.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Found> Read(IReadOnlyCollection<string> streams, Guid[] events, string[] things, CancellationToken cancellation)
    {
        var tracks = streams.Where(StreamKeys.IsTrack).ToArray();
        var negotiations = streams.Where(stream => !StreamKeys.IsTrack(stream)).ToArray();
        await using var connection = await store.OpenConnection(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        if (tracks is not []) Add(batch, Ends("mt_doc_track"), tracks, PlacesOf(tracks));
        if (negotiations is not []) Add(batch, Ends("mt_doc_negotiation"), negotiations, PlacesOf(negotiations));
        if (events is not []) Add(batch, RecordedEvent.ById(schema), events);
        if (things is not []) Add(batch, $"select data, mt_version from {schema}.mt_doc_thing where id = any($1)", [things]);
        var found = new Found([], [], [], []);
        if (batch.BatchCommands.Count == 0) return found;
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (tracks is not []) await Read(reader, found.Tracks, cancellation);
        if (negotiations is not []) await Read(reader, found.Negotiations, cancellation);
        if (events is not [])
        {
            found.Events.AddRange(await RecordedEvent.Read(reader, cancellation));
            await reader.NextResultAsync(cancellation);
        }
        if (things is not []) while (await reader.ReadAsync(cancellation)) found.Things.Add(Thing(reader));
        return found;
    }

    // One statement, so that the end of a stream and its snapshot are of the same moment.
    private string Ends(string table) =>
        $"""
        select s.id, s.version, {SnapshotReader.Place}, {SnapshotReader.UnlessAt("$2", schema, table)}
        from {schema}.mt_streams s
        left join {schema}.{table} d on d.id = s.id
        where s.id = any($1)
        """;

    private string[] PlacesOf(IEnumerable<string> streams) =>
        [.. streams.Select(cache.Find).Where(known => known is not null).Select(known => known!.Value.Place)];

    private static void Add(NpgsqlBatch batch, string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters) command.Parameters.AddWithValue(value);
        batch.BatchCommands.Add(command);
    }

    private async Task Read<T>(NpgsqlDataReader reader, Dictionary<string, End<T>> into, CancellationToken cancellation)
        where T : Snapshot
    {
        while (await reader.ReadAsync(cancellation))
        {
            var (stream, version) = (reader.GetString(0), reader.GetInt64(1));
            var place = await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetString(2);
            var json = await reader.IsDBNullAsync(3, cancellation) ? null : reader.GetFieldValue<byte[]>(3);
            // Where it was dropped from memory between question and answer, it is read alone.
            into[stream] = new End<T>(version, place,
                place is null ? null : cache.Read<T>(stream, place, json)
                    ?? (await store.One<T>(stream, cancellation)).SingleOrDefault());
        }
        await reader.NextResultAsync(cancellation);
    }

    private static StoredThing Thing(NpgsqlDataReader reader)
    {
        var thing = JsonSerializer.Deserialize<StoredThing>(reader.GetFieldValue<byte[]>(0), Formats.Stored)!;
        thing.Version = reader.GetGuid(1);
        return thing;
    }
}

/// <summary>The end of a stream.</summary>
/// <param name="Version">Its version; 0 where there is no stream.</param>
/// <param name="Place">Where its snapshot is; null where there is none.</param>
/// <param name="Snapshot">The snapshot; null where there is none.</param>
internal sealed record End<T>(long Version, string? Place, T? Snapshot) where T : Snapshot;

/// <summary>What was found.</summary>
/// <param name="Tracks">The ends of streams of tracks.</param>
/// <param name="Negotiations">The ends of streams of negotiations.</param>
/// <param name="Events">The events.</param>
/// <param name="Things">The rows of things.</param>
internal sealed record Found(Dictionary<string, End<StoredTrack>> Tracks, Dictionary<string, End<StoredNegotiation>> Negotiations,
    List<RecordedEvent> Events, List<StoredThing> Things);
