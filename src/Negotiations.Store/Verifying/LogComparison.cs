using System.Data;
using System.Globalization;
using JasperFx;
using Marten;
using Negotiations.Contracts.Transparency;
using Negotiations.Store.Log;
using Negotiations.Store.Transparency;
using Npgsql;

namespace Negotiations.Store.Verifying;

/// <summary>
/// Compares the log of what was recorded with the events, with its own tree, and with the checkpoints that are kept outside the database:
/// who owns the database can rewrite all of it, but not these. What each event says is compared with its entry where streams are gone
/// through; here it is what is missing.
/// </summary>
internal sealed class LogComparison(IDocumentStore store, RecordLog log, CheckpointComparison checkpoints)
{
    private const int TilesAtOnce = 20;
    private readonly string schema = store.Options.DatabaseSchemaName;

    /// <summary>Where a job goes once its streams are done: only one that looks at everything looks at the log.</summary>
    public static ReplayPhase PhaseOf(ReplayJob job) =>
        job is { Mode: ReplayMode.Verify, Negotiation: null, Projection: null } ? ReplayPhase.Log : ReplayPhase.End;

    /// <summary>Goes through the next tiles of the log, and at its end through what the checkpoints say.</summary>
    public async Task<ReplayJob> Advance(ReplayJob job, CancellationToken cancellation)
    {
        // What is signed from here on need not be there.
        var kept = checkpoints.UpToNow();
        await using var connection = await store.OpenConnection(cancellation);
        await using var asOfNow = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var (first, found) = (long.TryParse(job.Position, CultureInfo.InvariantCulture, out var at) ? at : 0, new List<Difference>());
        var (tree, size) = (new LogTree(connection, schema), await log.Size(connection, cancellation));
        found.AddRange(await Uneven(connection, string.Create(CultureInfo.InvariantCulture,
            $"t.level = 0 and t.index >= {first} and t.index < {first + TilesAtOnce}"), cancellation));
        for (var index = first; index < first + TilesAtOnce && index * TreeReader.Width < size; index++)
        {
            var entries = await Entries(connection, index, cancellation);
            found.AddRange(await Compare(tree, index, (int)Math.Min(TreeReader.Width, size - (index * TreeReader.Width)), entries,
                cancellation));
            found.AddRange(await Documents(connection, entries, cancellation));
        }
        if ((first + TilesAtOnce) * TreeReader.Width < size)
            return job.With(0, found, 0) with { Position = (first + TilesAtOnce).ToString(CultureInfo.InvariantCulture) };
        await End(connection, found, cancellation);
        found.AddRange(await kept.Compare(tree, size, cancellation));
        return (job.With(0, found, 0) with { Unproven = await Unproven(connection, kept.Proven, cancellation) }).In(ReplayPhase.End);
    }

    private async Task<List<LoggedRow>> Entries(NpgsqlConnection connection, long tile, CancellationToken cancellation) =>
        await connection.Rows<LoggedRow>(
            $"""
            select l.index, l.kind, l.position, l.ref, l.hash, l.entry as json, e.id as event
            from {schema}.{LogTables.Entries} l
            left join {schema}.mt_events e on e.seq_id = l.position and e.stream_id <> '{EventRow.Tombstones}'
                and exists (select from {schema}.mt_streams s where s.id = e.stream_id)
            where l.index >= @from and l.index < @from + {TreeReader.Width}
            order by l.index
            """, new { from = tile * TreeReader.Width }, cancellation);

    // What entries beside those of events were made of.
    private async Task<List<Difference>> Documents(NpgsqlConnection connection, List<LoggedRow> entries, CancellationToken cancellation)
    {
        var found = new List<Difference>();
        foreach (var document in log.Documents)
        {
            LoggedRow[] of = [.. entries.Where(entry => entry.Kind == document.Kind && entry.Ref is not null)];
            if (of is []) continue;
            var rows = await Rows(connection, document, [.. of.Select(entry => entry.Ref!)], cancellation);
            string[] gone = [.. of.Select(entry => entry.Ref!).Where(id => !rows.ContainsKey(id))];
            var ended = document.Ended is { } kind && gone is not []
                ? await Rows(connection, log.Documents.Single(other => other.Kind == kind), gone, cancellation) : [];
            found.AddRange(of.Where(entry => !ended.ContainsKey(entry.Ref!))
                .Select(entry => entry.OfDocument(rows.GetValueOrDefault(entry.Ref!))).OfType<Difference>());
        }
        return found;
    }

    private async Task<Dictionary<string, byte[]>> Rows(NpgsqlConnection connection, LoggedDocument document, string[] ids,
        CancellationToken cancellation) =>
        (await connection.Rows<(string Id, byte[] Content)>(document.Of(schema), new { ids }, cancellation))
            .DistinctBy(row => row.Id).ToDictionary(row => row.Id, row => row.Content, StringComparer.Ordinal);

    private static async Task<List<Difference>> Compare(LogTree tree, long tile, int count, List<LoggedRow> entries,
        CancellationToken cancellation)
    {
        var found = new List<Difference>();
        var hashes = await tree.Hashes(0, tile, cancellation) ?? ReadOnlyMemory<byte>.Empty;
        if (hashes.Length != count * MerkleTree.HashSize)
            found.Add(OfLog($"tile {tile}", $"has {hashes.Length / MerkleTree.HashSize} hashes for {count} entries"));
        if (entries.Count < count) found.Add(OfLog($"tile {tile}", $"of its {count} entries {count - entries.Count} are missing"));
        foreach (var entry in entries)
        {
            var at = (int)(entry.Index % TreeReader.Width) * MerkleTree.HashSize;
            var hash = MerkleTree.OfEntry(entry.Json);
            if (!hash.AsSpan().SequenceEqual(entry.Hash) || at + MerkleTree.HashSize > hashes.Length
                || !hashes.Span.Slice(at, MerkleTree.HashSize).SequenceEqual(hash))
                found.Add(OfLog($"entry {entry.Index}", "it is not what its hash in the tree was taken over"));
            else if (LogEntry.Read(entry.Json) is not { } told || !entry.Says(told))
                found.Add(OfLog($"entry {entry.Index}", "the columns beside it are not what it says"));
            else if (entry.OfEvent(told) is { } missing) found.Add(missing);
        }
        return found;
    }

    private async Task End(NpgsqlConnection connection, List<Difference> found, CancellationToken cancellation)
    {
        found.AddRange((await connection.Rows<(Guid Id, string Stream, long Version)>(
            $"""
            select e.id, e.stream_id, e.version
            from {schema}.mt_events e
            where e.seq_id <= (select max(position) from {schema}.{LogTables.Entries}) and e.stream_id <> '{EventRow.Tombstones}'
                and not exists (select from {schema}.{LogTables.Entries} l where l.position = e.seq_id)
            limit {ReplayJob.Listed}
            """, cancellation)).Select(e => new Difference(DifferenceKind.EventAltered, null, e.Id.ToString(), e.Stream, e.Version,
                "the log has later events, and not this one: it was put there afterwards")));
        found.AddRange((await connection.Rows<(string Id, string Stream)>(
            $"""
            select data ->> 'id', min(stream_id)
            from {schema}.mt_events
            where stream_id <> '{EventRow.Tombstones}'
            group by data ->> 'negotiation', data ->> 'id'
            having count(distinct md5(data::text)) > 1
            limit {ReplayJob.Listed}
            """, cancellation)).Select(fact => new Difference(DifferenceKind.EventAltered, null, fact.Id, fact.Stream, null,
                "this fact says one thing on one track and another on another")));
        found.AddRange(await Uneven(connection, "t.level > 0", cancellation));
        found.AddRange((await connection.Rows<(Guid Id, string Stream, long Version)>(
            $"""
            select e.id, e.stream_id, e.version
            from {schema}.mt_events e
            where e.bdata is not null or e.tenant_id <> '{StorageConstants.DefaultTenantId}'
            limit {ReplayJob.Listed}
            """, cancellation)).Select(e => new Difference(DifferenceKind.EventAltered, null, e.Id.ToString(), e.Stream, e.Version,
                "a column beside it has what no fact has there")));
    }

    // Every hash above the lowest row is that of a full tile below it.
    private async Task<IEnumerable<Difference>> Uneven(NpgsqlConnection connection, string which, CancellationToken cancellation)
    {
        var rows = await connection.Rows<(int Level, long Index, byte[] Hashes, byte[]? Above)>(
            $"""
            select t.level, t.index, t.hashes,
                substring(u.hashes from (t.index % {TreeReader.Width})::int * {MerkleTree.HashSize} + 1 for {MerkleTree.HashSize})
            from {schema}.{LogTables.Tiles} t
            left join {schema}.{LogTables.Tiles} u on u.level = t.level + 1 and u.index = t.index / {TreeReader.Width}
            where length(t.hashes) = {TreeReader.Width * MerkleTree.HashSize} and {which}
            """, cancellation);
        return rows.Where(row => row.Above is null || !TreeReader.Fold(row.Hashes).AsSpan().SequenceEqual(row.Above))
            .Select(row => OfLog($"tile {row.Index} of level {row.Level}", "the row above has another hash for it"));
    }

    private async Task<long> Unproven(NpgsqlConnection connection, long proven, CancellationToken cancellation) =>
        await connection.Value<long>(
            $"""
            select (select count(*) from {schema}.{LogTables.Entries} where index >= @proven)
                + (select count(*) from {schema}.mt_events e
                    where e.seq_id > coalesce((select max(position) from {schema}.{LogTables.Entries}), 0)
                        and e.stream_id <> '{EventRow.Tombstones}')
            """, new { proven }, cancellation);

    internal static Difference OfLog(string place, string detail) => new(DifferenceKind.LogAltered, null, place, null, null, detail);
}
