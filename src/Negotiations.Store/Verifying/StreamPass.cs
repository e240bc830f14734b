using System.Data;
using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Store.Index;
using Negotiations.Store.Log;
using Negotiations.Store.Narration;
using Npgsql;

namespace Negotiations.Store.Verifying;

/// <summary>
/// Goes through streams in the order of their keys: checks each chain, folds each stream and compares what is stored; a rebuild mends what
/// differs. Each part is read at one instant of the database, so that concurrent writes are no difference.
/// </summary>
internal sealed class StreamPass(IDocumentStore store, SnapshotMender mender)
{
    private const int StreamsAtOnce = 1_000, EventsAtOnce = 20_000;
    private string Schema => store.Options.DatabaseSchemaName;

    /// <summary>How many events a job has to go through.</summary>
    public async Task<long> Total(ReplayJob job, CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        return await connection.Value<long>($"select coalesce(sum(version), 0)::bigint from {Schema}.mt_streams where {Scope}",
            new { job.Negotiation, job.Track }, cancellation);
    }

    /// <summary>Goes through the next streams; the job is at the next phase when there are none.</summary>
    public async Task<ReplayJob> Advance(ReplayJob job, CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        // Locked before the first read, so that the index can't be swapped in between.
        await connection.Execute($"lock table {Schema}.mt_doc_fact in access share mode", cancellation);
        var streams = await Next(connection, job, cancellation);
        var last = streams is [.., var end] ? end.Id : null;
        var found = await Unmade(connection, job, last, cancellation);
        var comparison = await StreamComparison.Begin(connection, Schema, job, [.. streams.Select(stream => stream.Id)], cancellation);
        await comparison.Add(streams, cancellation);
        found.AddRange(await comparison.End(cancellation));
        await transaction.RollbackAsync(cancellation);
        var mended = job.Mode == ReplayMode.Rebuild ? await Mend(comparison, found, cancellation) : 0;
        var advanced = job.With(comparison.Events, found, mended);
        return last is null ? advanced.In(ReplayPhase.Leftovers) : advanced with { Position = last };
    }

    private async Task<long> Mend(StreamComparison comparison, List<Difference> found, CancellationToken cancellation)
    {
        var mended = 0L;
        foreach (var stream in comparison.Broken)
            if (await mender.Mend(stream, cancellation) == true) mended++;
        foreach (var unexpected in found.Where(difference =>
            difference is { Kind: DifferenceKind.DocumentUnexpected, Projection: "track" or "negotiation" }))
        {
            await using var connection = await store.OpenConnection(cancellation);
            mended += await connection.Execute(
                $"""
                delete from {Schema}.{SnapshotTable.Of(unexpected.Id).Name}
                where id = @id and not exists (select from {Schema}.mt_streams where id = @id)
                """, new { unexpected.Id }, cancellation);
        }
        var entries = await Entries(comparison.WrongEntries, cancellation);
        return mended + await Save(comparison.WrongThings, cancellation) + await Save(entries, cancellation);
    }

    private async Task<FactEntry[]> Entries(IReadOnlyList<(Fact Fact, Guid EventId)> facts, CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        var narrators = await session.Narrators([.. facts.Select(one => one.Fact)], cancellation);
        return [.. facts.Select(one => FactEntry.Of(one.Fact, one.EventId, narrators.Of(one.Fact)))];
    }

    private async Task<long> Save<T>(IReadOnlyList<T> documents, CancellationToken cancellation) where T : notnull
    {
        if (documents is []) return 0;
        await using var session = store.LightweightSession();
        session.Store(documents.ToArray());
        await session.Commit(cancellation);
        return documents.Count;
    }

    private async Task<List<(string Id, long Version)>> Next(NpgsqlConnection connection, ReplayJob job, CancellationToken cancellation)
    {
        var next = await connection.Rows<(string Id, long Version)>(
            $"select id, version from {Schema}.mt_streams where {Scope} and id > @position order by id limit {StreamsAtOnce}",
            new { job.Negotiation, job.Track, job.Position }, cancellation);
        var (streams, events) = (new List<(string, long)>(), 0L);
        foreach (var stream in next.TakeWhile(_ => events < EventsAtOnce))
        {
            streams.Add(stream);
            events += stream.Version;
        }
        return streams;
    }

    // Documents that no event made, in this part's range of keys or after the last stream; and, once, events without a stream.
    private async Task<List<Difference>> Unmade(NpgsqlConnection connection, ReplayJob job, string? last, CancellationToken cancellation)
    {
        var found = new List<Difference>();
        foreach (var table in new[] { SnapshotTable.Tracks, SnapshotTable.Negotiations }.Where(table => job.Covers(table.Projection)))
            found.AddRange((await Without(connection, table, job, last, cancellation)).Select(id => new Difference(
                DifferenceKind.DocumentUnexpected, Words.Of(table.Projection), id, id, null, "no event made it")));
        if (job is { Position: "", Negotiation: null }) found.AddRange(await WithoutStream(connection, cancellation));
        return found;
    }

    private async Task<IEnumerable<Difference>> WithoutStream(NpgsqlConnection connection, CancellationToken cancellation) =>
        (await connection.Rows<Guid>($"select id from {Schema}.mt_events where stream_id is null limit {ReplayJob.Listed}", cancellation))
            .Select(id => new Difference(DifferenceKind.EventAltered, null, id.ToString(), null, null, "it belongs to no stream"));

    private Task<List<string>> Without(NpgsqlConnection connection, SnapshotTable table, ReplayJob job, string? last,
        CancellationToken cancellation) => connection.Rows<string>(
        $"""
        select d.id
        from {Schema}.{table.Name} d
        where {Scope}
            and d.id > @position
            and (@last is null or d.id <= @last)
            and not exists (select from {Schema}.mt_streams s where s.id = d.id)
        """, new { job.Negotiation, job.Track, job.Position, last }, cancellation);

    // The stream in which the store marks unused sequence numbers holds no facts.
    private const string Scope =
        """
        id <> 'mt_tombstone'
            and (@negotiation is null or id = @negotiation or starts_with(id, @negotiation || '/'))
            and (@track is null or id = @negotiation || '/' || @track)
        """;
}
