using Marten;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Npgsql;

namespace Negotiations.Service.Access;

/// <summary>The audit trail: <c>GET /audit</c>, the newest first.</summary>
public sealed class AuditTrail(IDocumentStore store, TimeProvider clock, ILogger<AuditTrail> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly RefusalTally tally = new();

    /// <summary>Saves an entry with what a session saves.</summary>
    public void Add(IDocumentSession session, AuditEntry entry)
    {
        var now = clock.GetUtcNow();
        session.Insert(entry with { Id = entry.Id == Guid.Empty ? Guid.CreateVersion7(now) : entry.Id, At = now });
    }

    /// <summary>Saves an entry in its own transaction, before the action is answered.</summary>
    public async Task Append(AuditEntry entry, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession();
        Add(session, entry);
        await session.Commit(cancellation);
    }

    /// <summary>
    /// Saves an entry about a refusal; the same again is counted, not listed one by one. If the database fails, the refusal stands and the
    /// loss is logged.
    /// </summary>
    public Task Note(AuditEntry entry, CancellationToken cancellation) => Trying(entry, async () =>
    {
        var known = entry.Negotiation is not { } negotiation || await Exists(negotiation, cancellation) ? entry
            : entry with { Negotiation = null };
        if (tally.IsFirst(known, clock.GetUtcNow())) await Append(known, cancellation);
    });

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SaveCounted(all: true, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await SaveCounted(all: false, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    /// <summary>Saves what was counted and is over.</summary>
    internal async Task SaveCounted(bool all, CancellationToken cancellation)
    {
        foreach (var entry in tally.Over(clock.GetUtcNow(), all)) await Trying(entry, () => Append(entry, cancellation));
    }

    private async Task Trying(AuditEntry entry, Func<Task> save)
    {
        try
        {
            await save();
        }
        catch (Exception fault) when (fault is NpgsqlException or Marten.Exceptions.MartenCommandException or TimeoutException)
        {
            log.LogWarning("The audit trail could not take that {By} was refused: {Fault}", entry.By, fault.GetType().Name);
        }
    }

    // What names no negotiation may be anything, and is not kept.
    private async Task<bool> Exists(string negotiation, CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        return await session.Query<StoredNegotiation>().AnyAsync(known => known.Id == negotiation, cancellation);
    }
}
