using Marten;
using Negotiations.Store;
using Negotiations.Store.Log;
using Npgsql;

namespace Negotiations.Service.Bus;

/// <summary>Lets the role of other applications put messages into the queue on PostgreSQL, once the bus has made its tables.</summary>
internal sealed class SenderRights(IDocumentStore store, ILogger<SenderRights> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var tables = new[] { Queues.OnPostgres, $"{Queues.OnPostgres}_scheduled" }.Select(queue =>
            $"{store.Options.DatabaseSchemaName}_bus.wolverine_queue_{queue}").ToArray();
        try
        {
            await using var connection = await store.OpenConnection(cancellationToken);
            await connection.Execute(
                $"""
                do $$ begin
                    if to_regrole('{StoreOwner.SenderRole}') is not null and to_regclass('{tables[0]}') is not null then
                        grant insert on {string.Join(", ", tables)} to {StoreOwner.SenderRole};
                    end if;
                end $$
                """, cancellationToken);
        }
        catch (PostgresException refused)
        {
            log.LogWarning("The role {Role} could not be let into the queue of commands: {Reason}", StoreOwner.SenderRole,
                refused.MessageText);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
