using Marten;
using Microsoft.Extensions.Caching.Memory;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Store.Log;
using Npgsql;

namespace Negotiations.Store.Snapshots;

/// <summary>
/// The facts of streams that were asked for lately, decoded, as folds need them. Facts never change and only grow in number: what a stream
/// has gained is read and added. The chain tells that it is still the same stream.
/// </summary>
/// <param name="most">How many facts are kept; what is asked for least goes first.</param>
internal sealed class FactMemory(int most) : IDisposable
{
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = most });

    /// <summary>The facts of some streams, up to their snapshots' versions.</summary>
    public async Task<Dictionary<string, IReadOnlyList<Fact>>> Of(IDocumentStore store, IReadOnlyCollection<Snapshot> ends,
        CancellationToken cancellation)
    {
        var facts = new Dictionary<string, IReadOnlyList<Fact>>(StringComparer.Ordinal);
        var missing = new List<(Snapshot End, Kept From)>();
        foreach (var end in ends)
        {
            var kept = known.Get<Kept>(end.Id);
            if (kept is not null && kept.Version == end.Version && kept.Chain == end.Chain) facts[end.Id] = kept.Facts;
            else missing.Add((end, kept is not null && kept.Version < end.Version ? kept : Kept.None));
        }
        // Most often nothing is missing, or a stream has grown, or it was never asked for.
        for (var again = false; missing is not []; again = true)
        {
            var read = await Read(store, missing, cancellation);
            var broken = again ? [] : missing.Where(one => !read[one.End.Id].Continues(one.From)).ToList();
            foreach (var (end, from) in missing.Except(broken))
            {
                facts[end.Id] = [.. from.Facts, .. read[end.Id].Facts];
                if (end.Chain != Chain.Start)
                    known.Set(end.Id, new Kept(end.Version, end.Chain, facts[end.Id]),
                        new MemoryCacheEntryOptions { Size = facts[end.Id].Count + 1 });
            }
            missing = [.. broken.Select(one => (one.End, Kept.None))];
        }
        return facts;
    }

    public void Dispose() => known.Dispose();

    private static async Task<Dictionary<string, Part>> Read(IDocumentStore store, List<(Snapshot End, Kept From)> wanted,
        CancellationToken cancellation)
    {
        var parts = wanted.ToDictionary(one => one.End.Id, _ => new Part(), StringComparer.Ordinal);
        await using var connection = await store.OpenConnection(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in new[] { FactReader.Growth(store.Options.DatabaseSchemaName), Ends(store.Options.DatabaseSchemaName) })
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddWithValue(wanted.Select(one => one.End.Id).ToArray());
            command.Parameters.AddWithValue(wanted.Select(one => one.From.Version).ToArray());
            command.Parameters.AddWithValue(wanted.Select(one => one.End.Version).ToArray());
            batch.BatchCommands.Add(command);
        }
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            parts[reader.GetString(0)].Facts.Add(FactCatalog.Read(reader.GetString(1), reader.GetFieldValue<byte[]>(2)));
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            if (!await reader.IsDBNullAsync(1, cancellation)) parts[reader.GetString(0)].After = reader.GetString(1);
        return parts;
    }

    // The chain at the end of what is known; the last parameter is the other statement's.
    private static string Ends(string schema) =>
        $"""
        select k.id, e.headers ->> '{Headers.Chain}'
        from unnest($1::text[], $2::bigint[], $3::bigint[]) as k(id, after, until)
        join {schema}.mt_events e on e.stream_id = k.id and e.version = k.after
        """;

    private sealed record Kept(long Version, string Chain, IReadOnlyList<Fact> Facts)
    {
        public static Kept None { get; } = new(0, Log.Chain.Start, []);
    }

    private sealed class Part
    {
        public List<Fact> Facts { get; } = [];

        public string After { get; set; } = Chain.Start;

        // A denial may be of an incident, which was left out until then.
        public bool Continues(Kept from) => from.Version == 0
            || (After == from.Chain && !Facts.Any(fact => fact is FactDenied));
    }
}
