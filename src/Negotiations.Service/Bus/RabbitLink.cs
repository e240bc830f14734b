using RabbitMQ.Client;

namespace Negotiations.Service.Bus;

/// <summary>
/// The service's own connection to RabbitMQ, for what must be published in order and confirmed: answers, and facts. It is opened when it is
/// first needed, and again after it was lost.
/// </summary>
/// <param name="address">The broker, as <c>amqp://…</c>; null where none is configured.</param>
public sealed class RabbitLink(string? address) : IAsyncDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);
    private IConnection? connection;
    private IChannel? channel;

    /// <summary>A message to publish.</summary>
    /// <param name="Exchange">The exchange; the empty one leads to the queue that the key names.</param>
    /// <param name="Key">The routing key.</param>
    /// <param name="Properties">Its properties.</param>
    /// <param name="Body">Its body.</param>
    public sealed record Message(string Exchange, string Key, BasicProperties Properties, ReadOnlyMemory<byte> Body);

    /// <summary>Publishes messages in their order, and returns when the broker has confirmed all of them; throws when it has not.</summary>
    public async Task Publish(IReadOnlyList<Message> messages, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            var open = await Open(cancellation);
            var confirmed = new List<Task>(messages.Count);
            foreach (var message in messages)
                confirmed.Add(open.BasicPublishAsync(message.Exchange, message.Key, mandatory: false, message.Properties, message.Body,
                cancellation).AsTask());
            await Task.WhenAll(confirmed);
        }
        catch
        {
            await Close();
            throw;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Declares a durable topic exchange.</summary>
    public async Task Declare(string exchange, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            await (await Open(cancellation))
                .ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellation);
        }
        catch
        {
            await Close();
            throw;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Whether the broker can be reached, or none is configured.</summary>
    public async Task<bool> Answers(CancellationToken cancellation)
    {
        if (address is null) return true;
        await one.WaitAsync(cancellation);
        try
        {
            await Open(cancellation);
            return true;
        }
        catch (Exception fault) when (fault is IOException or RabbitMQ.Client.Exceptions.RabbitMQClientException)
        {
            return false;
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Close();
        one.Dispose();
    }

    private async Task<IChannel> Open(CancellationToken cancellation)
    {
        if (channel is { IsOpen: true }) return channel;
        await Close();
        var broker = new ConnectionFactory
        {
            Uri = new Uri(address ?? throw new InvalidOperationException("no broker is configured")),
            ClientProvidedName = "negotiations",
            AutomaticRecoveryEnabled = false
        };
        connection = await broker.CreateConnectionAsync(cancellation);
        return channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true), cancellation);
    }

    private async Task Close()
    {
        var (lost, with) = (channel, connection);
        (channel, connection) = (null, null);
        try
        {
            if (lost is not null) await lost.DisposeAsync();
            if (with is not null) await with.DisposeAsync();
        }
        catch (Exception fault) when (fault is IOException or RabbitMQ.Client.Exceptions.RabbitMQClientException)
        {
            // It was broken already.
        }
    }
}
