using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;
using Negotiations.Service.Bus;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Negotiations.Service.Tests;

/// <summary>Commands in and facts out by a real RabbitMQ, with a client that knows nothing of this service.</summary>
public sealed class RabbitTests(PostgresFixture postgres, RabbitFixture rabbit, ServiceUnderTest service) : IClassFixture<ServiceUnderTest>,
IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), Tick = TimeSpan.FromMilliseconds(1);
    private static readonly DateTimeOffset AfterAll = new(2025, 8, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> awaited = new();
    private readonly ConcurrentQueue<JsonObject> published = [];
    private HttpClient client = null!;
    private IConnection connection = null!;
    private IChannel channel = null!;
    private string facts = null!;
    private HashSet<string> lettersBefore = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var broker = new Uri(await rabbit.Broker());
        // No test has a broker of its own: a virtual host would need the management plugin, so that the queue is emptied instead.
        connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(Cancellation);
        channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await channel.QueueDeclareAsync(Queues.OnRabbit, durable: true, exclusive: false, autoDelete: false,
            cancellationToken: Cancellation);
        await channel.QueuePurgeAsync(Queues.OnRabbit, Cancellation);
        await channel.ExchangeDeclareAsync(FactPublisher.Exchange, ExchangeType.Topic, durable: true, cancellationToken: Cancellation);
        facts = (await channel.QueueDeclareAsync(cancellationToken: Cancellation)).QueueName;
        await channel.QueueBindAsync(facts, FactPublisher.Exchange, "#", cancellationToken: Cancellation);
        await Consume(facts, told => published.Enqueue(told.Body));
        await Consume("amq.rabbitmq.reply-to", told => awaited[told.CorrelationId!].TrySetResult(told.Body));

        service.WithSchedule().With("Bus:Commands", "true").With("ConnectionStrings:Bus", broker.ToString());
        service.Clock.Advance(service.Clock.GetUtcNow() < AfterAll ? AfterAll - service.Clock.GetUtcNow() : TimeSpan.FromMinutes(1));
        client = service.CreateClient().OnItsOwn();
        lettersBefore = [.. (await AllLetters()).Select(letter => letter.At("deadLetter")!)];
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (connection is not null) await connection.DisposeAsync();
    }

    [Fact]
    public async Task The_talks_sent_twice_by_RabbitMQ_are_exported_as_those_sent_once_by_HTTP_byte_for_byte()
    {
        var lines = (await Requests.Sample()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await using var other = new ServiceUnderTest(postgres);
        foreach (var clock in new[] { service.Clock, other.Clock }) clock.AutoAdvanceAmount = TimeSpan.Zero;
        other.Clock.SetUtcNow(service.Clock.GetUtcNow());
        using var http = other.CreateClient();
        foreach (var line in lines) await PostOne(http, line);

        var answers = new List<Task<JsonObject>>();
        foreach (var line in lines)
        {
            answers.Add(Send(line));
            answers.Add(Send(line));
        }
        var told = await Task.WhenAll(answers);
        service.Clock.AutoAdvanceAmount = Tick;

        told.Select(answer => answer.At("status"))
            .ShouldBe(Enumerable.Range(0, 2 * lines.Length).Select(i => i % 2 == 0 ? "recorded" : "replayed"));
        (await Export(client)).ShouldBe(await Export(http));
    }

    [Fact]
    public async Task Every_fact_is_published_once_confirmed_in_the_order_of_its_track()
    {
        await client.WithNegotiation();
        for (var i = 0; i < 20; i++)
            await client.Accepted("RecordPosition",
                $$"""
                {"actor": "ua", "stance": "comment", "text": "{{i}}",
                 "tracks": ["{{(i % 2 == 0 ? "remains" : "terms")}}", "talks"]}
                """);

        await Eventually.Until(() => Published().Length >= 28);

        var own = Published();
        var sequences = own.Select(one => long.Parse(one.At("sequence")!, CultureInfo.InvariantCulture)).ToArray();
        sequences.ShouldBe(sequences.Order());
        own.Select(one => one.At("id")).Distinct().Count().ShouldBe(28);
        own.Last().At("type").ShouldBe("negotiations.position-stated.v1");
        own.Last().At("subject").ShouldBe($"{Requests.N}/terms");
    }

    [Theory]
    [InlineData("application/cloudevents+json", true)]
    [InlineData("application/json", false)]
    public async Task A_CloudEvent_brings_a_command_under_an_id_that_follows_from_its_source_and_id(string contentType, bool isStructured)
    {
        await client.WithNegotiation();
        var command = Requests.Envelope("RecordPosition", """{"actor": "ua", "stance": "demand", "text": "x"}""");
        var headers = new Dictionary<string, object?>
        {
            ["cloudEvents:specversion"] = "1.0",
            ["cloudEvents:id"] = "42",
            ["cloudEvents:source"] = "/desk",
            ["cloudEvents:type"] = "negotiations.record-position.v1"
        };
        var body = isStructured
            ? new JsonObject
            {
                ["specversion"] = "1.0",
                ["id"] = "42",
                ["source"] = "/desk",
                ["type"] = "negotiations.record-position.v1",
                ["data"] = command
            } : command;

        var (first, second) = (await Send(body.ToJsonString(), contentType, isStructured ? null : headers),
            await Send(body.ToJsonString(), contentType, isStructured ? null : headers));

        (first.At("status"), second.At("status")).ShouldBe(("recorded", "replayed"));
        second["receipt"]!.ToJsonString().ShouldBe(first["receipt"]!.ToJsonString());
        (await client.Get($"/facts/{first.At("commandId")}")).At("type").ShouldBe("positionStated");
    }

    [Fact]
    public async Task What_is_refused_is_answered_with_the_same_problem_as_by_HTTP()
    {
        await client.WithNegotiation();
        var command = Requests.Envelope("RecordPosition",
            $$"""{"commandId": "{{Guid.NewGuid()}}", "actor": "ua/umerow", "stance": "demand", "text": "x"}""");
        var (_, problem) = await client.PostRaw("RecordPosition", command.ToJsonString());
        command["command"] = "RecordPosition";

        var answer = await Send(command.ToJsonString());

        answer.At("status").ShouldBe("refused");
        answer["problem"]!.ToJsonString().ShouldBe(problem.ToJsonString());
    }

    [Theory]
    [InlineData("{\"command\": \"RecordPosition\", \"Anna Unmistakable\": 1", "invalid", "malformed")]
    [InlineData("""{"command": "RecordChildList", "negotiation": "Anna Unmistakable"}""", "refused", "invalid-key")]
    [InlineData(
        """{"command": "RecordChildList", "commandId": "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "names": ["Anna Unmistakable"]}""",
        "invalid", "unknown-member")]
    [InlineData("""{"command": "OpenNegotiation", "negotiation": "x", "title": "Anna Unmistakable"}""", "invalid", "missing-member")]
    public async Task What_can_not_be_read_is_a_dead_letter_with_its_reason_and_nothing_of_its_content(string body, string status,
        string code)
    {
        var answer = await Send(body);

        (answer.At("status"), answer.At("problem/code")).ShouldBe((status, code), answer.ToJsonString());
        await Eventually.Until(async () => (await Letters()).Length == 1);
        var letter = (await Letters())[0];
        letter.At("reason")!.ShouldStartWith($"{code}: ");
        letter.ToJsonString().ShouldNotContain("Unmistakable");
        using var replayed = await client.PostAsync(new Uri($"/dead-letters/{letter.At("deadLetter")}/replay", UriKind.Relative), null,
            Cancellation);
        ((int)replayed.StatusCode).ShouldBe(409);
        (await FoundInDatabase("Unmistakable")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Refused_and_without_anybody_who_waits_a_command_is_a_dead_letter_that_can_be_replayed()
    {
        await client.WithNegotiation();
        var command = Requests.Envelope("RecordPosition",
            $$"""
            {"command": "RecordPosition", "commandId": "{{Guid.NewGuid()}}", "tracks": ["later"], "actor": "ua",
             "stance": "demand", "text": "x"}
            """);
        await Publish(command.ToJsonString(), new BasicProperties());
        await Eventually.Until(async () => (await Letters()).Length == 1);
        var letter = (await Letters())[0];
        (letter.At("command"), letter.At("reason")!.EndsWith("was refused: unknown-track", StringComparison.Ordinal))
            .ShouldBe(("RecordPosition", true));
        await client.Accepted("OpenTrack", """{"track": "later", "title": "Later", "subject": "other"}""");

        using var replayed = await client.PostAsync(new Uri($"/dead-letters/{letter.At("deadLetter")}/replay", UriKind.Relative), null,
            Cancellation);

        ((int)replayed.StatusCode).ShouldBe(202);
        await Eventually.Until(async () =>
            (await client.GetAsync(new Uri($"/facts/{command.At("commandId")}", UriKind.Relative), Cancellation)).IsSuccessStatusCode);
        (await Letters()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_dead_letters_each_is_listed_once_whatever_the_size_of_the_parts()
    {
        for (var i = 0; i < 7; i++) await Publish($"{i}", new BasicProperties());
        await Eventually.Until(async () => (await Letters()).Length == 7);
        var listed = new List<string?>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = await client.Get($"/dead-letters?limit=2{cursor}");
            listed.AddRange(page["items"]!.AsArray().Select(letter => letter!.At("deadLetter")));
            cursor = page.At("next") is { } next ? $"&cursor={next}" : null;
        }

        listed.ShouldBe((await AllLetters()).Select(letter => letter.At("deadLetter")));
        listed.Distinct().Count().ShouldBe(lettersBefore.Count + 7);
    }

    [Fact]
    public async Task A_message_without_a_caller_is_refused_and_nothing_of_it_is_kept_and_one_whose_key_may_not_is_refused_like_by_HTTP()
    {
        await client.WithNegotiation();
        var body = Requests.Envelope("RecordPosition",
            $$"""
            {"command": "RecordPosition", "commandId": "{{Guid.NewGuid()}}", "actor": "ua", "stance": "demand",
             "text": "Undeniable"}
            """).ToJsonString();
        using var reader = await service.ClientOf($"reader:{Requests.N}");

        await PublishAsItIs(body, new BasicProperties());
        await Publish(body, new BasicProperties(), OperatorsKey.Text[..^4] + "AAAA");
        await Eventually.Until(async () => (await Letters()).Length == 2);
        var answer = await Send(body, key: reader.DefaultRequestHeaders.Authorization!.Parameter);

        (await Letters()).ShouldAllBe(letter => letter.At("reason")!.StartsWith("unauthenticated: ", StringComparison.Ordinal));
        (answer.At("status"), answer.At("problem/code")).ShouldBe(("refused", "not-permitted"));
        (await FoundInDatabase("Undeniable")).ShouldNotContain($"{service.Schema}.mt_events");
    }

    [Fact]
    public async Task Messages_of_the_service_itself_are_not_taken_from_the_queue_whatever_their_headers_say()
    {
        await client.WithNegotiation();
        var elsewhere = (await channel.QueueDeclareAsync("negotiations.elsewhere", cancellationToken: Cancellation)).QueueName;
        var before = await service.EventCount();
        foreach (var type in Forgeries.Types)
            await PublishAsItIs(Forgeries.Body,
                new BasicProperties
                {
                    Type = Forgeries.NameOf(type),
                    ContentType = "application/json",
                    Headers = new Dictionary<string, object?>
                    {
                        ["negotiations-handed-back"] = "true",
                        ["message-type"] = Forgeries.NameOf(type)
                    }
                });
        await Eventually.Until(async () => (await Letters()).Length == Forgeries.Types.Length);

        (await Letters()).ShouldAllBe(letter => letter.At("message") == nameof(UnreadableMessage));
        (await service.EventCount(), (await client.Get("/replays"))["items"]!.AsArray().Count,
            await channel.MessageCountAsync(elsewhere, Cancellation)).ShouldBe((before, 0, 0u));
        (await FoundInDatabase(Forgeries.Mark)).ShouldBeEmpty();
    }

    // What is published of the negotiation that the test speaks of; facts of the test before may still come.
    private JsonObject[] Published() => [.. published.Where(one => one.At("subject")!.Split('/')[0] == Requests.N)];

    private async Task<JsonObject[]> Letters() =>
        [.. (await AllLetters()).Where(letter => !lettersBefore.Contains(letter.At("deadLetter")!))];

    private async Task<JsonObject[]> AllLetters() =>
        [.. (await client.Get("/dead-letters?limit=200"))["items"]!.AsArray().Select(letter => letter!.AsObject())];

    private Task<JsonObject> Send(string body, string contentType = "application/json", Dictionary<string, object?>? headers = null,
        string? key = null)
    {
        var correlation = Guid.NewGuid().ToString();
        var answer = awaited[correlation] = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        return Answer();

        async Task<JsonObject> Answer()
        {
            await Publish(body, new BasicProperties
            {
                ContentType = contentType,
                ReplyTo = "amq.rabbitmq.reply-to",
                CorrelationId = correlation,
                Headers = headers
            }, key);
            return await answer.Task.WaitAsync(Patience, Cancellation);
        }
    }

    private async Task Publish(string body, BasicProperties properties, string? key = null)
    {
        var headers = new Dictionary<string, object?>(properties.Headers ?? new Dictionary<string, object?>());
        var id = headers.GetValueOrDefault("cloudEvents:id") as string;
        foreach (var (name, value) in Signing.Headers(key ?? OperatorsKey.Text, body, id is null ? null : "RecordPosition", id))
            headers[name] = value;
        properties.Headers = headers;
        await PublishAsItIs(body, properties);
    }

    private async Task PublishAsItIs(string body, BasicProperties properties) =>
        await channel.BasicPublishAsync("", Queues.OnRabbit, mandatory: true, properties, Encoding.UTF8.GetBytes(body), Cancellation);

    private async Task Consume(string queue, Action<(string? CorrelationId, JsonObject Body)> take)
    {
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, told) =>
        {
            take((told.BasicProperties.CorrelationId, JsonNode.Parse(Encoding.UTF8.GetString(told.Body.Span))!.AsObject()));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer, Cancellation);
    }

    private static async Task PostOne(HttpClient client, string line)
    {
        var command = JsonNode.Parse(line)!.AsObject();
        var name = command.At("command")!;
        command.Remove("command");
        ((int)(await client.PostRaw(name, command.ToJsonString())).Status).ShouldBe(201);
    }

    private static Task<string> Export(HttpClient from) =>
        from.GetStringAsync(new Uri($"/negotiations/{Requests.N}/export", UriKind.Relative), Cancellation);

    private Task<string[]> FoundInDatabase(string text) => DatabaseSearch.Tables(service, text);
}
