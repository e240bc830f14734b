using Marten;
using Negotiations.Domain.Facts;
using Npgsql;

namespace Negotiations.Store.Log;

/// <summary>An event as decisions need it: stored, or about to be.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Stream">The stream's key.</param>
/// <param name="Version">Its place in the stream, from 1.</param>
/// <param name="Fact">The fact.</param>
/// <param name="Chain">The stream's hash chain up to and including it.</param>
/// <param name="Content">The hash of the command that it was; null of what no command was, as of an import from elsewhere.</param>
internal sealed record RecordedEvent(Guid Id, string Stream, long Version, Fact Fact, string Chain, string? Content)
{
    private const string Columns =
        $"id, stream_id, version, type, data, headers ->> '{Headers.Chain}', headers ->> '{Headers.Content}', seq_id";

    /// <summary>Its place in the store; 0 until it is stored.</summary>
    public long Sequence { get; set; }

    /// <summary>The statement that reads those of some ids, the first parameter.</summary>
    public static string ById(string schema) => Where(schema, "id = any($1)");

    /// <summary>Reads those of some ids.</summary>
    public static Task<List<RecordedEvent>> OfIds(IDocumentStore store, Guid[] ids, CancellationToken cancellation) =>
        Read(store, ById(store.Options.DatabaseSchemaName), [ids], cancellation);

    /// <summary>Reads a stream.</summary>
    public static Task<List<RecordedEvent>> OfStream(IDocumentStore store, string stream, CancellationToken cancellation) =>
        Read(store, $"{Where(store.Options.DatabaseSchemaName, "stream_id = $1")} order by version", [stream], cancellation);

    /// <summary>Reads the reports of an incident.</summary>
    public static Task<List<RecordedEvent>> OfIncident(IDocumentStore store, string negotiation, string incident,
        CancellationToken cancellation) =>
        Read(store, Where(store.Options.DatabaseSchemaName, StoreGuards.IsIncident("$1", "$2")), [negotiation, incident], cancellation);

    /// <summary>Reads the rows of such a statement.</summary>
    public static async Task<List<RecordedEvent>> Read(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var events = new List<RecordedEvent>();
        while (await reader.ReadAsync(cancellation))
            events.Add(new RecordedEvent(reader.GetGuid(0), reader.GetString(1), reader.GetInt64(2),
                FactCatalog.Read(reader.GetString(3), reader.GetFieldValue<byte[]>(4)),
                await reader.IsDBNullAsync(5, cancellation) ? "" : reader.GetString(5),
                await reader.IsDBNullAsync(6, cancellation) ? null : reader.GetString(6))
            { Sequence = reader.GetInt64(7) });
        return events;
    }

    private static string Where(string schema, string condition) =>
        $"select {Columns} from {schema}.mt_events where {condition} and not coalesce(is_archived, false)";

    private static async Task<List<RecordedEvent>> Read(IDocumentStore store, string sql, object[] parameters,
        CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in parameters) command.Parameters.AddWithValue(value);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await Read(reader, cancellation);
    }
}
