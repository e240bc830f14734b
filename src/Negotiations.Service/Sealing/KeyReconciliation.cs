using Marten;

namespace Negotiations.Service.Sealing;

/// <summary>At the start: a list that was erased stays so, whatever a backup brought back, and keys that an older master wraps are wrapped anew.</summary>
internal sealed class KeyReconciliation(IDocumentStore store, ListKeys keys, TimeProvider clock, ILogger<KeyReconciliation> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        var again = 0;
        await foreach (var list in session.Query<SealedList>().ToAsyncEnumerable(cancellationToken))
        {
            if (list.ErasedAt is not null) keys.Destroy(list.Sealing);
            else if (keys.IsErased(list.Sealing))
            {
                session.Store(list with { Sealed = null, ErasedAt = clock.GetUtcNow() });
                again++;
            }
        }
        await session.SaveChangesAsync(cancellationToken);
        if (again > 0) log.LogInformation("{Count} sealed lists that had been erased came back with a backup, and were erased again.", again);
        if (keys.Rewrap() is > 0 and var count) log.LogInformation("{Count} keys of sealed lists were wrapped with the new master key.", count);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
