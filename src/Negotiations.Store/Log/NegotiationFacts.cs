using System.Runtime.CompilerServices;
using Marten;
using Npgsql;

namespace Negotiations.Store.Log;

/// <summary>Reads the facts of a negotiation as they were recorded, each once: the home copy.</summary>
internal static class NegotiationFacts
{
    private const int AtOnce = 500;
    private const string Columns = $"e.type, e.data, e.seq_id, e.headers ->> '{Headers.Content}'";

    /// <summary>
    /// All of them in the order of recording. A transaction's facts are numbered stream by stream; the time of recording grows with each.
    /// Sequences are read at once, facts in parts, so that no connection waits for a slow client.
    /// </summary>
    public static async IAsyncEnumerable<StoredFact> All(IDocumentStore store, string negotiation,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var part in (await Order(store, negotiation, cancellation)).Chunk(AtOnce))
        {
            var facts = await Read(store, $"select {Columns} from {store.Options.DatabaseSchemaName}.mt_events e where e.seq_id = any($1)",
                [part], cancellation).ToDictionaryAsync(fact => fact.Sequence, cancellationToken: cancellation);
            foreach (var sequence in part) yield return facts[sequence];
        }
    }

    /// <summary>A part of them, or of all facts of the store, in the order of the store, which is that of each stream.</summary>
    /// <param name="store">The store.</param>
    /// <param name="negotiation">The negotiation; null for all.</param>
    /// <param name="after">The sequence after which it begins.</param>
    /// <param name="until">The sequence with which it ends.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IAsyncEnumerable<StoredFact> InOrder(IDocumentStore store, string? negotiation, long after, long until, int count,
        CancellationToken cancellation) => Read(store,
        $"""
        select {Columns}
        from {store.Options.DatabaseSchemaName}.mt_events e
        where {(negotiation is null ? "e.type <> 'tombstone' and $1 = ''" : Streams(store, "$1"))}
            and e.seq_id > $2 and e.seq_id <= $3
            and {StreamKeys.IsHomeSql}
        order by e.seq_id
        limit $4
        """, [negotiation ?? "", after, until, count], cancellation);

    /// <summary>The facts recorded last, the newest first.</summary>
    /// <param name="store">The store.</param>
    /// <param name="negotiation">The negotiation.</param>
    /// <param name="track">A track of it; null for all, and the negotiation's own.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IAsyncEnumerable<StoredFact> Latest(IDocumentStore store, string negotiation, string? track, int count,
        CancellationToken cancellation)
    {
        var schema = store.Options.DatabaseSchemaName;
        return track is not null
            ? Read(store,
                $"""
                select {Columns}
                from {schema}.mt_events e
                where e.stream_id = $1 || '/' || $2
                order by e.version desc
                limit $3
                """, [negotiation, track, count], cancellation)
            // The last of each stream: the cost does not grow with the store.
            : Read(store,
                $"""
                select l.*
                from (select $1 as id union all select t.id from {schema}.mt_doc_track t where t.data ->> 'negotiation' = $1) s
                cross join lateral (
                    select {Columns}
                    from {schema}.mt_events e
                    where e.stream_id = s.id and {StreamKeys.IsHomeSql}
                    order by e.version desc
                    limit $2) l
                order by (l.data -> 'recorded' ->> 'at')::timestamptz desc, l.seq_id desc
                limit $2
                """, [negotiation, count], cancellation);
    }

    /// <summary>The number of its last fact up to a sequence; 0 where there is none.</summary>
    public static async Task<long> Last(IDocumentStore store, string negotiation, long until, CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        return await connection.Value<long>(
            $"""
            select coalesce(max(e.seq_id), 0)
            from {store.Options.DatabaseSchemaName}.mt_events e
            where {Streams(store, "@negotiation")} and {StreamKeys.IsHomeSql} and e.seq_id <= @until
            """, new { negotiation, until }, cancellation);
    }

    /// <summary>How many facts a negotiation has.</summary>
    /// <param name="store">The store.</param>
    /// <param name="negotiation">The negotiation.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="without">Stored names of facts that are not counted.</param>
    public static async Task<long> Count(IDocumentStore store, string negotiation, CancellationToken cancellation, params string[] without)
    {
        await using var connection = await store.OpenConnection(cancellation);
        return await connection.Value<long>(
            $"""
            select count(*)
            from {store.Options.DatabaseSchemaName}.mt_events e
            where {Streams(store, "@negotiation")} and {StreamKeys.IsHomeSql} and e.type <> all (@without)
            """, new { negotiation, without }, cancellation);
    }

    private static async Task<List<long>> Order(IDocumentStore store, string negotiation, CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        return await connection.Rows<long>(
            $$"""
            select e.seq_id
            from {{store.Options.DatabaseSchemaName}}.mt_events e
            where {{Streams(store, "@negotiation")}} and {{StreamKeys.IsHomeSql}}
            order by (e.data #>> '{recorded,at}')::timestamptz, e.id
            """, new { negotiation }, cancellation, timeout: 0);
    }

    private static string Streams(IDocumentStore store, string key) =>
        $"e.stream_id in (select s.id from {store.Options.DatabaseSchemaName}.mt_streams s where s.id = {key} or s.id like {key} || '/%')";

    // By hand: rows are streamed, and facts are parsed from UTF-8 without strings.
    private static async IAsyncEnumerable<StoredFact> Read(IDocumentStore store, string sql, object[] parameters,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in parameters) command.Parameters.AddWithValue(value);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return new StoredFact(FactCatalog.Read(reader.GetString(0), reader.GetFieldValue<byte[]>(1)), reader.GetInt64(2),
                await reader.IsDBNullAsync(3, cancellation) ? null : reader.GetString(3));
    }
}
