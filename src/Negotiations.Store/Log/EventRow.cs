using System.Runtime.CompilerServices;
using Npgsql;

namespace Negotiations.Store.Log;

/// <summary>An event as the database holds it, before it is deserialized.</summary>
/// <param name="Stream">The stream's key.</param>
/// <param name="Version">Its place in the stream, from 1.</param>
/// <param name="Sequence">Its place in the store.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Type">The stored name of its fact.</param>
/// <param name="Data">The fact's JSON, UTF-8.</param>
/// <param name="Chain">The stream's hash chain up to and including it; null when the header is missing.</param>
/// <param name="IsArchived">Whether it is archived, so that readers don't see it; no fact ever is.</param>
/// <param name="Headers">Its headers, as JSON.</param>
/// <param name="RecordedAt">When it was recorded, as the column says.</param>
/// <param name="RecordedBy">Who recorded it, as the column says.</param>
/// <param name="Logged">The place and the hash of its entry in the log; null while it has none.</param>
internal sealed record EventRow(string Stream, long Version, long Sequence, Guid Id, string Type, byte[] Data, string? Chain,
    bool IsArchived, byte[] Headers, DateTimeOffset RecordedAt, string? RecordedBy, (long Index, byte[] Hash)? Logged)
{
    /// <summary>The stream in which the store marks unused sequence numbers; it holds no facts.</summary>
    public const string Tombstones = "mt_tombstone";

    /// <summary>The table of the entries of the log.</summary>
    public const string LogEntries = "log_entry";

    private const int AtOnce = 5_000;
    private const string Columns =
        $"e.stream_id, e.version, e.seq_id, e.id, e.type, e.data, e.headers ->> '{Log.Headers.Chain}', coalesce(e.is_archived, false), "
        + "coalesce(e.headers, '{}'), e.timestamp, e.user_name, ";

    /// <summary>Reads a stream from its beginning, in parts, so that memory does not grow with its length.</summary>
    public static async IAsyncEnumerable<EventRow> OfStream(NpgsqlConnection connection, string schema, string stream,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = 0L;
        while (true)
        {
            var part = await Read(connection,
                $"select {Logging(schema)} where e.stream_id = $1 and e.version > $2 order by e.version limit {AtOnce}",
            [stream, after], cancellation);
            foreach (var row in part) yield return row;
            if (part.Count < AtOnce) yield break;
            after = part[^1].Version;
        }
    }

    /// <summary>Reads streams whole, by their keys.</summary>
    public static async Task<ILookup<string, EventRow>> OfStreams(NpgsqlConnection connection, string schema, string[] streams,
        CancellationToken cancellation) =>
        (await Read(connection, $"select {Logging(schema)} where e.stream_id = any($1) order by e.stream_id, e.version",
            [streams], cancellation)).ToLookup(row => row.Stream, StringComparer.Ordinal);

    /// <summary>Reads a part of the store in the order of recording; not what the log has of it.</summary>
    public static Task<List<EventRow>> InOrder(NpgsqlConnection connection, string schema, long after, long until,
        CancellationToken cancellation) =>
        Read(connection,
            $"select {Columns}null::bigint, null::bytea from {schema}.mt_events e where e.seq_id > $1 and e.seq_id <= $2 "
                + $"order by e.seq_id limit {AtOnce}",
            [after, until], cancellation);

    private static string Logging(string schema) =>
        $"{Columns}l.index, l.hash from {schema}.mt_events e left join {schema}.{LogEntries} l on l.position = e.seq_id";

    // Read by hand, as there are very many: facts stay UTF-8, which the chain hashes, and never become strings.
    private static async Task<List<EventRow>> Read(NpgsqlConnection connection, string sql, object[] parameters,
        CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in parameters) command.Parameters.AddWithValue(value);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<EventRow>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(new EventRow(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetGuid(3), reader.GetString(4),
                reader.GetFieldValue<byte[]>(5), await reader.IsDBNullAsync(6, cancellation) ? null : reader.GetString(6),
                reader.GetBoolean(7), reader.GetFieldValue<byte[]>(8), reader.GetFieldValue<DateTimeOffset>(9),
                await reader.IsDBNullAsync(10, cancellation) ? null : reader.GetString(10),
                await reader.IsDBNullAsync(11, cancellation) ? null : (reader.GetInt64(11), reader.GetFieldValue<byte[]>(12))));
        return rows;
    }
}
