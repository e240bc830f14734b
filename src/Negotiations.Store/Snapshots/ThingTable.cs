using System.Collections.Immutable;
using System.Text.Json;
using Marten;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;
using Negotiations.Store.Log;
using Npgsql;

namespace Negotiations.Store.Snapshots;

/// <summary>
/// The table of <see cref="StoredThing"/>: filled at the first start over a store that was made without it, and read when a store is
/// verified.
/// </summary>
internal static class ThingTable
{
    /// <summary>Its name.</summary>
    public const string Name = "mt_doc_thing";

    private const int StreamsAtOnce = 50;

    /// <summary>Whether it is there; a store that an earlier version made has none until it is first started.</summary>
    public static Task<bool> Exists(NpgsqlConnection connection, string schema, CancellationToken cancellation) =>
        connection.Value<bool>($"select to_regclass('{schema}.{Name}') is not null", cancellation);

    /// <summary>Fills the table from the facts where it is of another schema than today's.</summary>
    /// <param name="connection">A connection of the store's owner.</param>
    /// <param name="store">The store, as its owner.</param>
    public static async Task Fill(NpgsqlConnection connection, IDocumentStore store)
    {
        var schema = store.Options.DatabaseSchemaName;
        var mark = await connection.Value<string>($"select obj_description('{schema}.{Name}'::regclass)", CancellationToken.None);
        if (mark == StoredSchemas.Mark(StoredThing.CurrentSchema)) return;
        var rows = new Dictionary<string, StoredThing>(StringComparer.Ordinal);
        await using var session = store.QuerySession();
        foreach (var streams in (await TrackStreams(connection, schema)).Chunk(StreamsAtOnce))
        {
            var facts = streams.ToDictionary(stream => stream, _ => new List<Fact>());
            await foreach (var (stream, fact) in session.AllFacts(streams, CancellationToken.None)) facts[stream].Add(fact);
            foreach (var (stream, said) in facts) Take(stream, said, rows);
        }
        await connection.Execute($"delete from {schema}.{Name}", CancellationToken.None);
        await store.BulkInsertAsync([.. rows.Values]);
        await StoredSchemas.Set(connection, schema, Name, StoredThing.CurrentSchema, CancellationToken.None);
    }

    /// <summary>The rows of things whose makers have their home at some streams.</summary>
    public static async Task<IEnumerable<StoredThing>> Read(NpgsqlConnection connection, string schema, string[] streams,
        CancellationToken cancellation) => Things(await connection.Rows<string>(
        $"""
        select data
        from {schema}.{Name}
        where exists (
            select from jsonb_array_elements(data -> 'makers') m
            where (data ->> 'negotiation') || '/' || (m -> 'tracks' ->> 0) = any(@streams))
        """, new { streams }, cancellation));

    /// <summary>The rows of some ids.</summary>
    public static async Task<IEnumerable<StoredThing>> ReadById(NpgsqlConnection connection, string schema, string[] ids,
        CancellationToken cancellation) =>
        Things(await connection.Rows<string>($"select data from {schema}.{Name} where id = any(@ids)", new { ids }, cancellation));

    private static IEnumerable<StoredThing> Things(List<string> rows) =>
        rows.Select(data => JsonSerializer.Deserialize<StoredThing>(data, Formats.Stored)!);

    private static Task<List<string>> TrackStreams(NpgsqlConnection connection, string schema) =>
        connection.Rows<string>($"select id from {schema}.mt_streams where id like '%/%' order by id", CancellationToken.None);

    private static void Take(string stream, List<Fact> facts, Dictionary<string, StoredThing> rows)
    {
        var (negotiation, track) = StreamKeys.Split(stream);
        var state = Track.Fold(negotiation, track, facts);
        foreach (var maker in state.Makers()) Change(maker, row => row.With(maker));
        foreach (var fact in facts.Where(fact => fact.About is { Kind: not ThingKind.Incident }))
        {
            Change(fact, row => row.Mentioned([track]));
            // A thing's former tracks stay: what is said of it goes there too.
            if (fact.Makes is not null) Change(fact, row => row with { Tracks = row.Tracks.Union(fact.Tracks.Select(one => one.Value)) });
        }

        void Change(Fact about, Func<StoredThing, StoredThing> change)
        {
            var id = StoredThing.IdOf(negotiation, about.About!.Value);
            rows[id] = change(rows.GetValueOrDefault(id) ?? StoredThing.None(negotiation, about.About.Value));
        }
    }
}
