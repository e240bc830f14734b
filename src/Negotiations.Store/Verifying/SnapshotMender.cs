using System.Data;
using System.Text.Json;
using Marten;
using Negotiations.Contracts.Json;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Npgsql;


namespace Negotiations.Store.Verifying;

/// <summary>
/// Repairs the snapshot of one stream in place: folds the stream, and stores the result unless the stream has grown meanwhile; then it
/// folds again. Readers see the old or the new snapshot. A writer waits for one update at most; if it decided on the old snapshot, the
/// database refuses it and it decides again.
/// </summary>
public sealed class SnapshotMender(IDocumentStore store)
{
    /// <summary>Mends the snapshot of a stream where it is not what the events say.</summary>
    /// <returns>Whether it had to be mended; null where it can't be, because events can't be read or are missing.</returns>
    public async Task<bool?> Mend(string stream, CancellationToken cancellation)
    {
        var schema = store.Options.DatabaseSchemaName;
        await using var connection = await store.OpenConnection(cancellation);
        for (long? before = null; ;)
        {
            var fold = new StreamFold(stream);
            if (await fold.Fold(() => EventRow.OfStream(connection, schema, stream, cancellation), null, cancellation) is not { } expected)
                return null;
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
            var version = await Version(connection, schema, stream, cancellation);
            if (version != expected.Version)
            {
                // Either it has grown, or its last events are gone, and what is left must not replace the snapshot.
                if (version is null || version < expected.Version || version == before) return null;
                before = version;
                continue;
            }
            var stored = await SnapshotTable.Of(stream).Read(connection, schema, [stream], cancellation);
            if (SnapshotTable.Difference(expected, stored.GetValueOrDefault(stream)) is null) return false;
            await Save(connection, schema,
                expected with { Mended = Math.Min(SnapshotTable.MendedOf(stored.GetValueOrDefault(stream)), int.MaxValue - 1) + 1 },
            cancellation);
            await transaction.CommitAsync(cancellation);
            return true;
        }
    }

    // Holds the stream until the transaction ends: whoever appends to it updates this row first.
    private static Task<long?> Version(NpgsqlConnection connection, string schema, string stream, CancellationToken cancellation) =>
        connection.Value<long?>($"select version from {schema}.mt_streams where id = @stream for update", new { stream }, cancellation);

    private static async Task Save(NpgsqlConnection connection, string schema, Snapshot snapshot, CancellationToken cancellation)
    {
        var (type, head) = (snapshot.GetType(), snapshot is StoredTrack track ? TrackParts.Head(track) : snapshot);
        await connection.Execute(
            $"""
            insert into {schema}.{SnapshotTable.Of(snapshot.Id).Name} (id, data, mt_version, mt_dotnet_type, mt_last_modified)
            values (@id, @data::jsonb, @version, @type, transaction_timestamp())
            on conflict (id) do update set
                data = excluded.data,
                mt_version = excluded.mt_version,
                mt_dotnet_type = excluded.mt_dotnet_type,
                mt_last_modified = excluded.mt_last_modified
            """,
            new { snapshot.Id, data = JsonSerializer.Serialize(head, type, Formats.Stored), snapshot.Version, type = type.FullName },
            cancellation);
        if (snapshot is StoredTrack whole) await PartTable.Replace(connection, schema, whole, cancellation);
    }
}
