using Marten;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Npgsql;

namespace Negotiations.Service.Access;

/// <summary>The audit trail: <c>GET /audit</c>, the newest first.</summary>
public sealed class AuditTrail(IDocumentStore store, TimeProvider clock, ILogger<AuditTrail> log)
{

    /// <summary>Saves an entry with what a session saves.</summary>
    public void Add(IDocumentSession session, AuditEntry entry)
    {
        var now = clock.GetUtcNow();
        session.Insert(entry with { Id = Guid.CreateVersion7(now), At = now });
    }

    /// <summary>Saves an entry in its own transaction, before the action is answered.</summary>
    public async Task Append(AuditEntry entry, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession();
        Add(session, entry);
        await session.Commit(cancellation);
    }

    /// <summary>Saves an entry about a refusal. If the database fails, the refusal stands and the loss is logged.</summary>
    public async Task Note(AuditEntry entry, CancellationToken cancellation)
    {
        try
        {
            if (entry.Negotiation is { } negotiation && !await Exists(negotiation, cancellation)) entry = entry with { Negotiation = null };
            await Append(entry, cancellation);
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
