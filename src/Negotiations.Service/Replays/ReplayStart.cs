using Marten;
using Negotiations.Domain;
using Negotiations.Store;
using Negotiations.Store.Index;
using Negotiations.Store.Snapshots;
using Negotiations.Store.Verifying;
using Wolverine;

namespace Negotiations.Service.Replays;

/// <summary>
/// Requests, at the start, a rebuild of what an earlier version stored in another schema. Until it is done, the old documents are used, and
/// snapshots are folded when loaded.
/// </summary>
internal sealed class ReplayStart(IDocumentStore store, StoreOwner owner, IServiceScopeFactory scopes, ILogger<ReplayStart> log)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var schema = store.Options.DatabaseSchemaName;
        await using var connection = await owner.Open(cancellationToken);
        foreach (var (projection, table, current) in new[]
        {
            (ReplayProjection.Track, SnapshotTable.Tracks.Name, StoredTrack.CurrentSchema),
            (ReplayProjection.Negotiation, SnapshotTable.Negotiations.Name, StoredNegotiation.CurrentSchema),
            (ReplayProjection.Timeline, "mt_doc_fact", FactEntry.CurrentSchema),
        })
        {
            if (await StoredSchemas.Holds(connection, schema, table, current, cancellationToken)) continue;
            await using var scope = scopes.CreateAsyncScope();
            var (bus, session) = (scope.ServiceProvider.GetRequiredService<IMessageBus>(),
                scope.ServiceProvider.GetRequiredService<IQuerySession>());
            if (await session.Query<ReplayJob>()
                .AnyAsync(job => job.Mode == ReplayMode.Rebuild && (job.Projection == projection || job.Projection == null)
                && job.Negotiation == null && job.FinishedAt == null, cancellationToken)) continue;
            log.LogWarning("What is stored for the projection '{Projection}' is of another schema than this version's: it is built anew, "
                + "and serves meanwhile as it is", Words.Of(projection));
            await bus.InvokeAsync<ReplayJob>(new StartReplay(ReplayMode.Rebuild) { Projection = projection }, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
