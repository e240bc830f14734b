using System.Diagnostics.Metrics;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Negotiations.Store.Index;
using Negotiations.Store.Log;
using Negotiations.Store.Verifying;
using Npgsql;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace Negotiations.Service.Hosting;

/// <summary>
/// Watches the asynchronous projections: their progress, and whether one stopped at an event that could not be applied. No event is
/// skipped: the projection is retried every few seconds and resumes once the event is repaired.
/// </summary>
internal sealed class ProjectionWatch : BackgroundService, IObserver<ShardState>
{
    /// <summary>
    /// The meter; its gauges: the sequences of the store and of the index of facts, their difference, and whether the index is stopped.
    /// </summary>
    public const string MeterName = "Negotiations.Projections";

    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    private readonly IDocumentStore store;
    private readonly IServiceProvider services;
    private readonly Meter meter = new(MeterName);
    private volatile ShardFailure? failure;
    private volatile string? faulty;
    private long highWater, progress;

    public ProjectionWatch(IDocumentStore store, IServiceProvider services)
    {
        (this.store, this.services) = (store, services);
        KeyValuePair<string, object?> projection = new("projection", FactIndexProjection.StoredName);
        meter.CreateObservableGauge("negotiations.store.high_water", () => Interlocked.Read(ref highWater), "{event}",
            "Sequence up to which every event is there");
        meter.CreateObservableGauge("negotiations.projection.sequence",
            () => new Measurement<long>(Interlocked.Read(ref progress), projection), "{event}",
        "Sequence up to which a projection has come");
        meter.CreateObservableGauge("negotiations.projection.lag", () => new Measurement<long>(Lag, projection), "{event}",
            "How many sequence numbers a projection is behind");
        meter.CreateObservableGauge("negotiations.projection.stopped", Stopped, "{projection}",
            "1 while a projection is stopped, with the event that it can't apply");
    }

    /// <summary>How many sequence numbers the index is behind.</summary>
    public long Lag => Math.Max(0, Interlocked.Read(ref highWater) - Interlocked.Read(ref progress));

    /// <summary>Why the index is stopped, with the event at fault; null while it runs, or until that event is found.</summary>
    public string? Fault => failure switch
    {
        not null when faulty is not null => $"stopped at the event {faulty}, which can't be applied; repair it, and it goes on by itself",
        _ => null,
    };

    public void OnNext(ShardState value)
    {
        if (value.ShardName != FactIndexProjection.Shard) return;
        if (value.Failure is { } stopped) failure = stopped;
        else if (value.Action == ShardAction.Updated) (failure, faulty) = (null, null);
    }

    public void OnError(Exception error) { }

    public void OnCompleted() { }

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pulse);
        try
        {
            for (var stopped = TimeSpan.Zero; await timer.WaitForNextTickAsync(stoppingToken); stopped = failure is null || stopped >= Retry
                ? TimeSpan.Zero : stopped + Pulse)
            {
                await Look(stoppingToken);
                if (stopped >= Retry) await Resume(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    // The projection does not know the id of an event that it can't read.
    private async Task<string?> FirstUnreadable(CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        var after = Interlocked.Read(ref progress);
        foreach (var row in await EventRow.InOrder(connection, store.Options.DatabaseSchemaName, after, long.MaxValue, cancellation))
            if (row.Type != "tombstone" && !StreamFold.IsReadable(row)) return $"{row.Id} (sequence {row.Sequence}, {row.Type})";
        return null;
    }

    private async Task Resume(CancellationToken cancellation)
    {
        try
        {
            await services.GetRequiredService<IProjectionCoordinator>().DaemonForMainDatabase()
                .StartAgentAsync(FactIndexProjection.Shard, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Still stopped; the next round tries again.
        }
    }

    private async Task Look(CancellationToken cancellation)
    {
        try
        {
            foreach (var state in await store.Advanced.AllProjectionProgress(token: cancellation))
            {
                if (state.ShardName == ShardState.HighWaterMark) Interlocked.Exchange(ref highWater, state.Sequence);
                else if (state.ShardName == FactIndexProjection.Shard) Interlocked.Exchange(ref progress, state.Sequence);
            }
            if (failure is not null && faulty is null)
                faulty = await FirstUnreadable(cancellation) ?? failure.Event?.EventId?.ToString() ?? "?";
        }
        catch (Exception fault) when (fault is NpgsqlException or Marten.Exceptions.MartenCommandException or TimeoutException)
        {
            // The database is down; its health check reports that.
        }
    }

    private IEnumerable<Measurement<int>> Stopped() => failure is { } stopped
        ? [new(1, new("projection", FactIndexProjection.StoredName), new("exception", stopped.RootExceptionType), new("event.id", faulty))]
        : [new(0, new KeyValuePair<string, object?>("projection", FactIndexProjection.StoredName))];
}
