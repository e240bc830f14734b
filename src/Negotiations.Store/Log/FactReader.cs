using System.Runtime.CompilerServices;
using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Npgsql;

namespace Negotiations.Store.Log;

/// <summary>Reads only the facts that the state of tracks depends on, as folds read very many.</summary>
internal static class FactReader
{
    private const string WithoutIncidents =
        """
        (e.type <> 'incident_reported'
            or e.data ->> 'supersedes' is not null
            or exists (select from denied d where d.stream_id = e.stream_id and d.fact = e.data ->> 'id'))
        """;

    /// <summary>
    /// The facts of some streams, each with its stream. Most may be incidents, which no state keeps; of those it reads only denied ones,
    /// because a contested fact is shown, and those that replace another fact.
    /// </summary>
    public static IAsyncEnumerable<(string Stream, Fact Fact)> FactsForFold(this IQuerySession session, string[] streams,
        CancellationToken cancellation) => session.Read(streams,
        $"and {WithoutIncidents}", cancellation);

    /// <summary>
    /// The statement that reads the same of streams (first parameter) from after one version (second) up to another (third).
    /// </summary>
    public static string Growth(string schema) =>
        $"""
        with wanted as materialized (select * from unnest($1::text[], $2::bigint[], $3::bigint[]) as k(id, after, until)),
        denied as materialized (
            select d.stream_id, d.data ->> 'fact' as fact
            from wanted k
            join {schema}.mt_events d on d.stream_id = k.id and d.version > k.after
            where d.type = 'fact_denied')
        select e.stream_id, e.type, e.data
        from wanted k
        join {schema}.mt_events e on e.stream_id = k.id and e.version > k.after and e.version <= k.until
        where {WithoutIncidents}
        order by e.stream_id, e.version
        """;

    /// <summary>All facts of some streams, each with its stream.</summary>
    public static IAsyncEnumerable<(string Stream, Fact Fact)> AllFacts(this IQuerySession session, string[] streams,
        CancellationToken cancellation) => session.Read(streams, "", cancellation);

    // By hand: rows are streamed, and facts are parsed from UTF-8 without strings.
    private static async IAsyncEnumerable<(string Stream, Fact Fact)> Read(
        this IQuerySession session, string[] streams, string only, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var schema = session.DocumentStore.Options.DatabaseSchemaName;
        await using var connection = await session.DocumentStore.OpenConnection(cancellation);
        await using var command = new NpgsqlCommand(
            $"""
            with denied as materialized (
                select d.stream_id, d.data ->> 'fact' as fact
                from {schema}.mt_events d
                where d.stream_id = any($1) and d.type = 'fact_denied')
            select e.stream_id, e.type, e.data
            from {schema}.mt_events e
            where e.stream_id = any($1)
            {only}
            order by e.stream_id, e.version
            """, connection)
        {
            Parameters = { new() { Value = streams } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return (reader.GetString(0), FactCatalog.Read(reader.GetString(1), reader.GetFieldValue<byte[]>(2)));
        }
    }

    /// <summary>Some facts of some negotiations, in no order; those that don't exist are missing.</summary>
    public static async Task<List<Fact>> Facts(this IQuerySession session, IEnumerable<(Key Negotiation, Guid Fact)> wanted,
        CancellationToken cancellation)
    {
        var facts = wanted.ToHashSet();
        Guid[] ids = [.. facts.SelectMany(one => new[] { one.Fact, DerivedId.OfHome(one.Fact, one.Negotiation) })];
        return ids is [] ? []
            : [.. (await session.Events.QueryAllRawEvents().Where(e => ids.Contains(e.Id)).ToListAsync(cancellation))
                .Select(e => e.Data).OfType<Fact>().Where(fact => facts.Contains((fact.Negotiation, fact.Id)))];
    }
}
