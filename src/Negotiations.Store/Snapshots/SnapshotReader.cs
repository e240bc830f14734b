using Marten;
using Negotiations.Store.Log;
using Npgsql;

namespace Negotiations.Store.Snapshots;

/// <summary>Reads snapshots; those that are known as they stand in the database aren't sent again.</summary>
internal static class SnapshotReader
{
    /// <summary>The place of a row, which every change of it changes.</summary>
    public const string Place = "d.xmin::text || d.ctid::text";

    /// <summary>The snapshot of a row, unless its place is one of those of a parameter.</summary>
    public static string UnlessAt(string places, string schema, string table) =>
        $"case when {Place} = any({places}) then null else {PartTable.Document(schema, table)} end";

    /// <summary>The tracks of a negotiation, by key.</summary>
    public static Task<IReadOnlyList<StoredTrack>> StoredTracks(this IQuerySession session, string negotiation,
        CancellationToken cancellation) =>
        session.DocumentStore.Read<StoredTrack>("d.data ->> 'negotiation' = $2 order by d.id", [negotiation],
            StoreMemory.Of(session.DocumentStore).States.Under($"{negotiation}/"), cancellation);

    /// <summary>The tracks of some negotiations, or of all, after one, by key.</summary>
    public static Task<IReadOnlyList<StoredTrack>> StoredTracks(this IQuerySession session, string[]? negotiations, string after, int count,
        CancellationToken cancellation) =>
        session.DocumentStore.Read<StoredTrack>(
            $"d.id > $2 and ($3 or d.data ->> 'negotiation' = any($4)) order by d.id limit {count}",
            [after, negotiations is null, negotiations ?? []], StoreMemory.Of(session.DocumentStore).States.Under(""), cancellation);

    /// <summary>A track; null where there is none.</summary>
    public static async Task<StoredTrack?> StoredTrack(this IQuerySession session, string stream, CancellationToken cancellation) =>
        (await session.DocumentStore.One<StoredTrack>(stream, cancellation)).SingleOrDefault();

    /// <summary>A negotiation; null where there is none.</summary>
    public static async Task<StoredNegotiation?> StoredNegotiation(this IQuerySession session, string stream,
        CancellationToken cancellation) =>
        (await session.DocumentStore.One<StoredNegotiation>(stream, cancellation)).SingleOrDefault();

    /// <summary>The snapshot of a stream; nothing where there is none.</summary>
    public static Task<IReadOnlyList<T>> One<T>(this IDocumentStore store, string stream, CancellationToken cancellation)
        where T : Snapshot =>
        store.Read<T>("d.id = $2", [stream], StoreMemory.Of(store).States.Find(stream) is { } known ? [known.Place] : [], cancellation);

    private static async Task<IReadOnlyList<T>> Read<T>(this IDocumentStore store, string condition, object[] parameters, string[] places,
        CancellationToken cancellation) where T : Snapshot
    {
        var (table, states) = (typeof(T) == typeof(StoredTrack) ? "mt_doc_track" : "mt_doc_negotiation", StoreMemory.Of(store).States);
        var schema = store.Options.DatabaseSchemaName;
        await using var connection = await store.OpenConnection(cancellation);
        await using var command = new NpgsqlCommand(
            $"""
            select d.id, {Place}, {UnlessAt("$1", schema, table)}
            from {schema}.{table} d
            where {condition}
            """, connection);
        command.Parameters.AddWithValue(places);
        foreach (var value in parameters) command.Parameters.AddWithValue(value);
        var (snapshots, isWhole) = (new List<T>(), true);
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
            while (await reader.ReadAsync(cancellation))
            {
                var (stream, place) = (reader.GetString(0), reader.GetString(1));
                var json = await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetFieldValue<byte[]>(2);
                if (states.Read<T>(stream, place, json) is { } snapshot) snapshots.Add(snapshot);
                else isWhole = false;
            }
        // Dropped from memory between question and answer.
        return isWhole ? snapshots : await store.Read<T>(condition, parameters, [], cancellation);
    }
}
