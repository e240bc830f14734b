using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Negotiations.Service.Bus;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Negotiations.Service.Tests;

/// <summary>Another application on the broker: it sends commands, takes the answers, and hears what is published.</summary>
internal sealed class RabbitApplication : IAsyncDisposable
{
    private const string Replies = "amq.rabbitmq.reply-to";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> awaited = new();
    private readonly ConcurrentQueue<JsonObject> published = [];
    private readonly IConnection connection;

    private RabbitApplication(IConnection connection, IChannel channel) => (this.connection, Channel) = (connection, channel);

    /// <summary>How it speaks with the broker.</summary>
    public IChannel Channel { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Connects with a broker. No test has one of its own, for that would need a plugin; so the queue is emptied.</summary>
    public static async Task<RabbitApplication> Connect(Uri broker)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(Cancellation);
        var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await channel.QueueDeclareAsync(Queues.OnRabbit, durable: true, exclusive: false, autoDelete: false,
            cancellationToken: Cancellation);
        await channel.QueuePurgeAsync(Queues.OnRabbit, Cancellation);
        await channel.ExchangeDeclareAsync(FactPublisher.Exchange, ExchangeType.Topic, durable: true, cancellationToken: Cancellation);
        var facts = (await channel.QueueDeclareAsync(cancellationToken: Cancellation)).QueueName;
        await channel.QueueBindAsync(facts, FactPublisher.Exchange, "#", cancellationToken: Cancellation);
        var application = new RabbitApplication(connection, channel);
        await application.Consume(facts, told => application.published.Enqueue(told.Body));
        await application.Consume(Replies, told => application.awaited[told.CorrelationId!].TrySetResult(told.Body));
        return application;
    }

    /// <summary>Makes a service take commands from the broker, and moves its clock on.</summary>
    public static void Join(ServiceUnderTest service, Uri broker)
    {
        var afterAll = Signing.Usually;
        service.WithSchedule().With("Bus:Commands", "true").With("ConnectionStrings:Bus", broker.ToString());
        service.Clock.Advance(service.Clock.GetUtcNow() < afterAll ? afterAll - service.Clock.GetUtcNow() : TimeSpan.FromMinutes(1));
    }

    /// <summary>What was published of the negotiation that the test speaks of. Facts of the test before may still come.</summary>
    public JsonObject[] Published() => [.. published.Where(one => one.At("subject")!.Split('/')[0] == Requests.N)];

    /// <summary>Sends a command and waits for the answer.</summary>
    public Task<JsonObject> Send(string body, string contentType = "application/json", Dictionary<string, object?>? headers = null,
        string? key = null, DateTimeOffset? sent = null) =>
        Answered(correlation => Publish(body, Asked(correlation, contentType, headers), key, sent));

    /// <summary>Sends a command with these headers alone, and waits for the answer.</summary>
    public Task<JsonObject> SendAsItIs(string body, Dictionary<string, object?> headers) =>
        Answered(correlation => PublishAsItIs(body, Asked(correlation, "application/json", headers)));

    private static BasicProperties Asked(string correlation, string contentType, Dictionary<string, object?>? headers) =>
        new() { ContentType = contentType, ReplyTo = Replies, CorrelationId = correlation, Headers = headers };

    private Task<JsonObject> Answered(Func<string, Task> publish)
    {
        var correlation = Guid.NewGuid().ToString();
        var answer = awaited[correlation] = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        return Answer();

        async Task<JsonObject> Answer()
        {
            await publish(correlation);
            return await answer.Task.WaitAsync(Patience, Cancellation);
        }
    }

    /// <summary>Sends a signed message and waits for nothing.</summary>
    public async Task Publish(string body, BasicProperties properties, string? key = null, DateTimeOffset? sent = null)
    {
        var headers = new Dictionary<string, object?>(properties.Headers ?? new Dictionary<string, object?>());
        var id = headers.GetValueOrDefault("cloudEvents:id") as string;
        foreach (var (name, value) in Signing.Headers(key ?? OperatorsKey.Text, body, sent ?? Signing.Usually,
            id is null ? null : "RecordPosition", id, headers.GetValueOrDefault("cloudEvents:source") as string))
            headers[name] = value;
        properties.Headers = headers;
        await PublishAsItIs(body, properties);
    }

    /// <summary>Sends a message without a signature.</summary>
    public async Task PublishAsItIs(string body, BasicProperties properties) =>
        await Channel.BasicPublishAsync("", Queues.OnRabbit, mandatory: true, properties, Encoding.UTF8.GetBytes(body), Cancellation);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task Consume(string queue, Action<(string? CorrelationId, JsonObject Body)> take)
    {
        var consumer = new AsyncEventingBasicConsumer(Channel);
        consumer.ReceivedAsync += (_, told) =>
        {
            take((told.BasicProperties.CorrelationId, JsonNode.Parse(Encoding.UTF8.GetString(told.Body.Span))!.AsObject()));
            return Task.CompletedTask;
        };
        await Channel.BasicConsumeAsync(queue, autoAck: true, consumer, Cancellation);
    }
}
