using System.Diagnostics;
using Marten;
using Negotiations.Domain;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Negotiations.Store.SqlViews;
using Negotiations.Store.Transparency;
using Npgsql;

namespace Negotiations.Store.Verifying;

/// <summary>
/// Does replays part by part. A part takes about a second, so that a job can be ended, and its progress seen, at any time.
/// </summary>
public sealed class Replayer
{
    private const int LeftoversAtOnce = 5_000;
    private static readonly TimeSpan Part = TimeSpan.FromSeconds(1);
    private readonly IDocumentStore store;
    private readonly StoreOwner owner;
    private readonly StreamPass streams;
    private readonly IndexBuilding index;
    private readonly LogComparison log;
    private readonly CheckpointComparison checkpoints;

    internal Replayer(IDocumentStore store, StoreOwner owner, SnapshotMender mender, SqlViewSetup? views, RecordLog record,
        CheckpointComparison checkpoints) =>
        (this.store, this.owner, streams, index, this.checkpoints, log) = (store, owner, new StreamPass(store, mender),
            new IndexBuilding(store, owner, views), checkpoints, new LogComparison(store, record, checkpoints));

    private string Schema => store.Options.DatabaseSchemaName;

    /// <summary>Counts what a job has to go through: every event once, and once more where a new index is built besides.</summary>
    public async Task<ReplayJob> Begin(ReplayJob job, CancellationToken cancellation) =>
        (job with { Total = await streams.Total(job, cancellation) * (job is { BuildsIndex: true, Projection: null } ? 2 : 1) })
            .In(job is { BuildsIndex: true, Projection: not null } ? ReplayPhase.Building : ReplayPhase.Streams);

    /// <summary>Goes through the next part of a job.</summary>
    public async Task<ReplayJob> Advance(ReplayJob job, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        ReplayJob before;
        do
        {
            before = job;
            job = job.Phase switch
            {
                ReplayPhase.Streams => await streams.Advance(job, cancellation),
                ReplayPhase.Leftovers => await Leftovers(job, cancellation),
                ReplayPhase.Building => await index.Advance(job, cancellation),
                ReplayPhase.Log => await log.Advance(job, cancellation),
                _ => job,
            };
        }
        while (job.Phase != ReplayPhase.End && !ReferenceEquals(job, before) && Stopwatch.GetElapsedTime(start) < Part);
        if (job.Phase != ReplayPhase.End) return job;
        await Mark(job, cancellation);
        return checkpoints.Contradicted(job);
    }

    private async Task<ReplayJob> Leftovers(ReplayJob job, CancellationToken cancellation)
    {
        var next = job.In(job.BuildsIndex ? ReplayPhase.Building : LogComparison.PhaseOf(job));
        if (!job.Covers(ReplayProjection.Timeline) || job.Track is not null || next.Phase == ReplayPhase.Building) return next;
        await using var connection = await store.OpenConnection(cancellation);
        var entries = await Entries(connection, job, cancellation);
        Guid[] unmade = [.. entries.Where(entry => !entry.IsMade).Select(entry => entry.Id)];
        var mended = 0;
        if (job.Mode == ReplayMode.Rebuild && unmade is not [])
        {
            await connection.Execute($"delete from {Schema}.mt_doc_fact where id = any(@unmade)", new { unmade }, cancellation);
            mended = unmade.Length;
        }
        var advanced = job.With(0, [.. unmade.Select(id => new Difference(DifferenceKind.DocumentUnexpected,
            Words.Of(ReplayProjection.Timeline), id.ToString(), null, null, "no event made it"))], mended);
        return entries.Count < LeftoversAtOnce ? advanced.In(next.Phase) : advanced with { Position = entries[^1].Id.ToString() };
    }

    // The next entries of the index. Those of negotiations outside the job count as made.
    private Task<List<(Guid Id, bool IsMade)>> Entries(NpgsqlConnection connection, ReplayJob job, CancellationToken cancellation) =>
        connection.Rows<(Guid, bool)>(
            $"""
            select f.id,
                exists (select from {Schema}.mt_events e where e.id = f.id)
                    or (@negotiation is not null and f.data ->> 'negotiation' is distinct from @negotiation)
            from {Schema}.mt_doc_fact f
            where f.id > @after
            order by f.id
            limit {LeftoversAtOnce}
            """,
            new { job.Negotiation, after = Guid.TryParse(job.Position, out var after) ? after : Guid.Empty }, cancellation);

    // After a rebuild of everything, all snapshots are of today's schema.
    private async Task Mark(ReplayJob job, CancellationToken cancellation)
    {
        if (job is not { Mode: ReplayMode.Rebuild, Negotiation: null } || job.EventFaults > 0) return;
        await using var connection = await owner.Open(cancellation);
        if (job.Covers(ReplayProjection.Track))
            await StoredSchemas.Set(connection, Schema, SnapshotTable.Tracks.Name, StoredTrack.CurrentSchema, cancellation);
        if (job.Covers(ReplayProjection.Negotiation))
            await StoredSchemas.Set(connection, Schema, SnapshotTable.Negotiations.Name, StoredNegotiation.CurrentSchema, cancellation);
    }
}
