using System.Data;
using Marten;
using Negotiations.Domain;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Npgsql;

namespace Negotiations.Store.Verifying;

/// <summary>
/// Goes through streams, in the order of their keys: checks each chain, folds each stream and compares what is stored; when rebuilding, it
/// mends what differs. Each part is seen at one
/// instant of the database, so that what is written meanwhile is no difference. A stream whose events were altered is never folded into its
/// snapshot, which may be the only witness; the index only repeats what events say, and follows them.
/// </summary>
internal sealed class StreamPass(IDocumentStore store, SnapshotMender mender)
{
    private const int StreamsAtOnce = 100, EventsAtOnce = 5_000;
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
        // Before anything is seen, so that the index is not changed for another in between.
        await connection.Execute($"lock table {Schema}.mt_doc_fact in access share mode", cancellation);
        var versions = await Next(connection, job, cancellation);
        string[] streams = [.. versions.Keys];
        var (found, broken) = (new List<Difference>(), new List<string>());
        var last = streams is [.., var end] ? end : null;
        long events = 0;
        foreach (var table in new[] { SnapshotTable.Tracks, SnapshotTable.Negotiations }.Where(table => job.Covers(table.Projection)))
            found.AddRange((await Without(connection, table, job, last, cancellation))
                .Select(id => new Difference(DifferenceKind.DocumentUnexpected, Words.Of(table.Projection), id, id, null,
                "no event made it")));
        var stored = await SnapshotTable.Tracks.Read(connection, Schema, streams, cancellation);
        foreach (var (id, negotiation) in await SnapshotTable.Negotiations.Read(connection, Schema, streams, cancellation))
            stored[id] = negotiation;
        if (job is { Position: "", Negotiation: null }) found.AddRange(await WithoutStream(connection, cancellation));
        var things = job.Covers(ReplayProjection.Track) ? new ThingComparison() : null;
        var index = job.Covers(ReplayProjection.Timeline) && !job.BuildsIndex
            ? await IndexComparison.Begin(connection, Schema, cancellation) : null;
        foreach (var stream in streams)
        {
            var fold = new StreamFold(stream);
            var expected = await fold.Fold(() => EventRow.OfStream(connection, Schema, stream, cancellation), index is null ? null
                : (row, fact) => index.Add(row, fact, cancellation), cancellation);
            events += fold.Events;
            found.AddRange(fold.Faults);
            if (fold.Version < versions[stream])
                found.Add(new Difference(DifferenceKind.EventMissing, null, stream, stream, versions[stream],
                $"the last events, from version {fold.Version + 1} to {versions[stream]}, are missing"));
            if (fold.Version > versions[stream])
                found.Add(new Difference(DifferenceKind.EventAltered, null, stream, stream, versions[stream],
                $"the stream is said to end with version {versions[stream]}, and ends with {fold.Version}"));
            if (fold.Faults.Count > 0 || fold.Version != versions[stream] || expected is null
                || !job.Covers(SnapshotTable.Of(stream).Projection)) continue;
            if (expected is StoredTrack track) things?.Add(stream, track.State);
            if (SnapshotTable.Difference(expected, stored.GetValueOrDefault(stream)) is not { } difference) continue;
            found.Add(difference);
            broken.Add(stream);
        }
        if (index is not null) found.AddRange(await index.End(cancellation));
        if (things is not null) found.AddRange(await things.End(connection, Schema, cancellation));
        await transaction.RollbackAsync(cancellation);
        var mended = job.Mode == ReplayMode.Rebuild ? await Mend(broken, found, index, things, cancellation) : 0;
        var advanced = job.With(events, found, mended);
        return last is null ? advanced.In(ReplayPhase.Leftovers) : advanced with { Position = last };
    }

    private async Task<long> Mend(List<string> broken, List<Difference> found, IndexComparison? index, ThingComparison? things,
        CancellationToken cancellation)
    {
        var mended = 0L;
        foreach (var stream in broken)
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
        if (things is { Wrong.Count: > 0 }) mended += await Save(things.Wrong, cancellation);
        return index is { Wrong.Count: > 0 } ? mended + await Save(index.Wrong, cancellation) : mended;
    }

    private async Task<long> Save<T>(IReadOnlyList<T> documents, CancellationToken cancellation) where T : notnull
    {
        await using var session = store.LightweightSession();
        session.Store(documents.ToArray());
        await session.Commit(cancellation);
        return documents.Count;
    }

    private async Task<Dictionary<string, long>> Next(NpgsqlConnection connection, ReplayJob job, CancellationToken cancellation)
    {
        var next = await connection.Rows<(string Id, long Version)>(
            $"select id, version from {Schema}.mt_streams where {Scope} and id > @position order by id limit {StreamsAtOnce}",
            new { job.Negotiation, job.Track, job.Position }, cancellation);
        var (streams, events) = (new Dictionary<string, long>(StringComparer.Ordinal), 0L);
        foreach (var (id, version) in next.TakeWhile(_ => events < EventsAtOnce)) events += streams[id] = version;
        return streams;
    }

    private async Task<IEnumerable<Difference>> WithoutStream(NpgsqlConnection connection, CancellationToken cancellation) =>
        (await connection.Rows<Guid>($"select id from {Schema}.mt_events where stream_id is null limit {ReplayJob.Listed}", cancellation))
            .Select(id => new Difference(DifferenceKind.EventAltered, null, id.ToString(), null, null, "it belongs to no stream"));

    // Documents between the last part and this one, or after the last of all, that have no stream.
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
