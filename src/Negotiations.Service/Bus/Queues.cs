using Marten;
using Wolverine;
using Wolverine.Postgresql;
using Wolverine.Postgresql.Transport;
using Wolverine.RabbitMQ;

namespace Negotiations.Service.Bus;

/// <summary>
/// The queue for commands beside HTTP, handled one by one in order: on RabbitMQ where <c>ConnectionStrings__Bus</c> names a broker, which
/// also gets every fact; else the bus's own queue on PostgreSQL.
/// </summary>
internal static class Queues
{
    /// <summary>The queue on RabbitMQ.</summary>
    public const string OnRabbit = "negotiations.commands";

    /// <summary>The queue on PostgreSQL.</summary>
    public const string OnPostgres = "commands";

    private const string Bus = "Bus", Commands = "Bus:Commands";
    private const int AtOnce = 20;
    private const double UsualDays = 7;

    /// <summary>The broker; null where none is configured.</summary>
    public static string? Broker(this IConfiguration configuration) =>
        configuration.GetConnectionString(Bus) is { Length: > 0 } broker ? broker : null;

    /// <summary>How long a signed message is good: <c>Bus__MessagesLastDays</c>, or a week.</summary>
    public static TimeSpan MessagesLast(IConfiguration configuration) =>
        TimeSpan.FromDays(configuration.GetValue("Bus:MessagesLastDays", UsualDays));

    /// <summary>Listens to the queue, unless <c>Bus__Commands</c> says <c>false</c>.</summary>
    public static void ListenToQueues(this WolverineOptions bus, IConfiguration configuration)
    {
        bus.UnknownMessageBehavior = UnknownMessageBehavior.DeadLetterQueue;
        if (!configuration.GetValue(Commands, true)) return;
        if (configuration.Broker() is { } broker)
        {
            // Dead letters are kept in the database, where operators see them all in one place.
            bus.UseRabbitMq(new Uri(broker)).AutoProvision().DisableDeadLetterQueueing();
            bus.ListenToRabbitQueue(OnRabbit)
                .UseInterop((runtime, queue) => new CommandMapper(queue.Uri, runtime.Services.GetRequiredService<RabbitLink>(),
                    MessagesLast(configuration), runtime.Services.GetRequiredService<TimeProvider>(),
                        runtime.LoggerFactory.CreateLogger<CommandMapper>()))
                .UseDurableInbox().ListenWithStrictOrdering().PreFetchCount(AtOnce);
        }
        else
        {
            var transport = bus.Transports.GetOrCreate<PostgresqlTransport>();
            transport.EnableDeterministicQueueOrdering = true;
            bus.ListenToPostgresqlQueue(OnPostgres).DefaultSerializer(new PostedCommandSerializer()).ListenWithStrictOrdering();
            transport.Queues[OnPostgres].IncomingRules.Add(new OutsideRule());
        }
    }

    /// <summary>Publishes facts where there is a broker to take them.</summary>
    public static void PublishFacts(this MartenServiceCollectionExtensions.MartenConfigurationExpression marten,
        IConfiguration configuration)
    {
        if (configuration.Broker() is null) return;
        marten.AddSubscriptionWithServices<FactPublisher>(ServiceLifetime.Singleton,
            publisher => publisher.Name = FactPublisher.StoredName);
    }
}
