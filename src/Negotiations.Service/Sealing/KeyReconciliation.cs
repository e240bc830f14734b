using Marten;
using Negotiations.Service.Access;
using Negotiations.Service.Commands;
using Negotiations.Store.Log;

namespace Negotiations.Service.Sealing;

/// <summary>
/// At the start: erased lists that a backup brought back are erased again, with their keys, and keys of an older master key are rewrapped.
/// </summary>
internal sealed class KeyReconciliation(IDocumentStore store, ListKeys keys, AuditTrail audit, TimeProvider clock,
    ILogger<KeyReconciliation> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        foreach (var sealing in await session.Query<SealedList>().Where(list => list.ErasedAt != null).Select(list => list.Sealing)
            .ToListAsync(cancellationToken)) keys.Destroy(sealing);
        var marked = keys.Erased().ToArray();
        foreach (var sealing in marked) keys.Destroy(sealing);
        var back = marked is [] ? [] : await session.Query<SealedList>()
            .Where(list => list.ErasedAt == null && marked.Contains(list.Sealing)).ToListAsync(cancellationToken);
        foreach (var list in back)
        {
            session.Store(list with { Sealed = null, ErasedAt = clock.GetUtcNow() });
            audit.Add(session, new AuditEntry
            {
                Action = AuditAction.ListErased,
                By = Decider.System,
                Negotiation = list.Negotiation,
                Thing = $"sealed list {list.List}",
                Reason = "It was erased before, and came back with a backup",
                Detail = $"sealing {list.Sealing}"
            });
        }
        await session.Commit(cancellationToken);
        if (back.Count is > 0 and var again)
            log.LogInformation("{Count} sealed lists that had been erased came back with a backup, and were erased again.", again);
        if (keys.Rewrap() is > 0 and var count)
            log.LogInformation("{Count} keys of sealed lists were wrapped with the new master key.", count);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
