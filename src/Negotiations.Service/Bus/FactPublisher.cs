using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;
using Negotiations.Contracts.Events;
using Negotiations.Domain.Facts;
using Negotiations.Store.Log;
using RabbitMQ.Client;
using Headers = Negotiations.Store.Log.Headers;

namespace Negotiations.Service.Bus;

/// <summary>
/// Publishes the home copy of every fact as a CloudEvent to a topic exchange, at least once and in the order of the store. Progress is
/// saved when the broker has confirmed. The routing key is <c>negotiation.track.type</c>, such as
/// <c>russia-ukraine.remains.exchange-agreed</c>, with the track <c>_</c> for a fact of the negotiation itself. It begins with the first
/// fact of the store.
/// </summary>
internal sealed class FactPublisher(RabbitLink rabbit, IServiceProvider services, ILogger<FactPublisher> log) : SubscriptionBase
{
    /// <summary>The subscription's name, by which the store keeps how far it has come. Stored; never changes.</summary>
    public const string StoredName = "publisher", Shard = $"{StoredName}:All";

    /// <summary>The exchange.</summary>
    public const string Exchange = "negotiations.facts";

    private const int Longest = 30;
    private bool isDeclared;

    public override async Task<IChangeListener> ProcessEventsAsync(EventRange page, ISubscriptionController controller,
        IDocumentOperations operations, CancellationToken cancellationToken)
    {
        // Resolved late: the watch needs the store, and the store its subscriptions.
        var epoch = services.GetRequiredService<StoreWatch>().Epochs.Current.Epoch;
        var messages = page.Events.Where(e => e.IsHome())
            .Select(e => ToMessage((Fact)e.Data, e.Sequence, epoch, e.GetHeader(Headers.Trace) as string)).ToArray();
        // Publishes until confirmed: the subscription must not advance before.
        for (var seconds = 1; messages is not []; seconds = Math.Min(2 * seconds, Longest))
        {
            try
            {
                if (!isDeclared) await rabbit.Declare(Exchange, cancellationToken);
                isDeclared = true;
                await rabbit.Publish(messages, cancellationToken);
                break;
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                isDeclared = false;
                log.LogWarning("Facts could not be published and wait for the broker: {Fault}", fault.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken);
            }
        }
        return NullChangeListener.Instance;
    }

    private static RabbitLink.Message ToMessage(Fact fact, long sequence, string epoch, string? trace) =>
        new(Exchange, $"{fact.Negotiation}.{(fact.Tracks is [var home, ..] ? home : "_")}.{FactEvent.TypeOf(fact).Split('.')[1]}",
        new BasicProperties
        {
            MessageId = fact.Id.ToString(),
            ContentType = FactEvent.MediaType,
            Type = FactEvent.TypeOf(fact),
            Persistent = true,
            Headers = trace is null ? null : new Dictionary<string, object?> { [Headers.Trace] = trace }
        },
        FactEvent.Json(fact, sequence, epoch: epoch));
}
