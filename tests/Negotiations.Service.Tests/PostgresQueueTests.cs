using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Negotiations.Domain.Facts;
using Negotiations.Service.Bus;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.Postgresql;

namespace Negotiations.Service.Tests;

/// <summary>Commands from another application of the bus, by the queue on PostgreSQL.</summary>
public sealed class PostgresQueueTests(PostgresQueueTests.Both both) : IClassFixture<PostgresQueueTests.Both>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ServiceUnderTest service = both.Service;
    private readonly IHost desk = both.Desk;
    private HttpClient client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => client = await service.CreateClient().OnItsOwn().WithNegotiation();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_another_application_sends_is_recorded_in_its_order_and_once()
    {
        var letters = await Letters();
        var ids = Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()).ToArray();
        foreach (var id in ids.Concat(ids)) await desk.MessageBus().PublishAsync(Position.Of(id), Signed(id));

        var stream = await client.GetStreamAsync(new Uri($"/negotiations/{Requests.N}/stream?after=0", UriKind.Relative), Cancellation);
        var recorded = await SseParser.Create(stream).EnumerateAsync(Cancellation).Where(one => one.EventType == "positionStated")
            .Select(one => JsonNode.Parse(one.Data)!.At("id")).Take(ids.Length).ToListAsync(Cancellation);

        recorded.ShouldBe(ids.Select(id => id.ToString()));
        (await Letters()).ShouldBe(letters);
    }

    [Fact]
    public async Task Who_waits_for_it_gets_the_answer()
    {
        var id = Guid.NewGuid();

        var (first, second) = (await desk.MessageBus().InvokeAsync<Answer>(Position.Of(id), Signed(id), Cancellation, Patience),
            await desk.MessageBus().InvokeAsync<Answer>(Position.Of(id), Signed(id), Cancellation, Patience));
        var other = Guid.NewGuid();
        var refused = await desk.MessageBus()
            .InvokeAsync<Answer>(Position.Of(other, "nobody"), Signed(other, "nobody"), Cancellation, Patience);

        (Status(first), Status(second), Status(refused)).ShouldBe(("recorded", "replayed", "refused"));
    }

    [Fact]
    public async Task Who_does_not_prove_who_they_are_is_refused_and_nothing_is_recorded()
    {
        var (id, before) = (Guid.NewGuid(), await service.EventCount());

        var unsigned = await desk.MessageBus().InvokeAsync<Answer>(Position.Of(id), Cancellation, Patience);
        var signedOther = await desk.MessageBus().InvokeAsync<Answer>(Position.Of(id), Signed(Guid.NewGuid()), Cancellation, Patience);

        new[] { unsigned, signedOther }.Select(answer => answer.Members["problem"].GetProperty("code").GetString())
            .ShouldAllBe(code => code == "unauthenticated");
        (await service.EventCount()).ShouldBe(before);
    }

    [Theory]
    [InlineData("wolverine_queue_commands")]
    [InlineData("wolverine_incoming_envelopes")]
    public async Task Messages_of_the_service_itself_are_not_taken_from_the_queue_nor_from_the_inbox_behind_it(string table)
    {
        var (before, letters) = (await service.EventCount(), await Letters());
        foreach (var type in Forgeries.Types) await Forge(table, type);
        await Eventually.Until(async () => await Letters() == letters + Forgeries.Types.Length);

        (await service.EventCount(), (await client.Get("/replays"))["items"]!.AsArray().Count).ShouldBe((before, 0));
        (await client.Get("/dead-letters?limit=200"))["items"]!.AsArray()
            .ShouldAllBe(letter => !letter!.ToJsonString(null).Contains(Forgeries.Mark));
    }

    [Fact]
    public async Task The_role_of_other_applications_may_put_messages_into_the_queue_and_nothing_else()
    {
        var letters = await Letters();
        await service.ByHand(
            $$"""
            set role {{Store.StoreOwner.SenderRole}};
            insert into {0}_bus.wolverine_queue_commands (id, body, message_type) values (gen_random_uuid(), '', 'x');
            reset role
            """);
        // The test that comes next counts letters too.
        await Eventually.Until(async () => await Letters() == letters + 1);
        foreach (var refused in new[]
        {
            "select count(*) from {0}_bus.wolverine_queue_commands", "delete from {0}_bus.wolverine_queue_commands",
            "insert into {0}_bus.wolverine_incoming_envelopes (id) values (gen_random_uuid())",
            "select count(*) from {0}.mt_events", "select count(*) from {0}.mt_doc_key", "create table {0}_bus.mine (id int)",
        })
            (await Should.ThrowAsync<Npgsql.PostgresException>(service.ByHand($"set role {Store.StoreOwner.SenderRole}; {refused}")))
                .SqlState.ShouldBe("42501", refused);
    }

    [Fact]
    public async Task What_is_stored_of_a_key_signs_nothing_and_an_old_message_is_refused()
    {
        var letters = await Letters();
        var hash = (string)(await service.Look(
            $"select data ->> 'hash' from {{0}}.mt_doc_key where id = '{OperatorsKey.Text.Split('_')[1]}'"))!;
        var id = Guid.NewGuid();
        var forged = Signed(id);
        forged.Headers["negotiations-signature"] = Signing.BySecret(hash, JsonSerializer.Serialize(Position.Of(id),
            JsonSerializerOptions.Web), service.Clock.GetUtcNow());

        Code(await desk.MessageBus().InvokeAsync<Answer>(Position.Of(id), forged, Cancellation, Patience)).ShouldBe("unauthenticated");
        Code(await desk.MessageBus().InvokeAsync<Answer>(Position.Of(id), Signed(id, ago: TimeSpan.FromDays(8)), Cancellation, Patience))
            .ShouldBe("message-expired");
        Code(await desk.MessageBus().InvokeAsync<Answer>(Position.Of(id), Signed(id, ago: TimeSpan.FromHours(-1)), Cancellation, Patience))
            .ShouldBe("message-expired");
        Status(await desk.MessageBus().InvokeAsync<Answer>(Position.Of(id), Signed(id, ago: TimeSpan.FromDays(6)), Cancellation, Patience))
            .ShouldBe("recorded");

        await Eventually.Until(async () => await Letters() == letters + 3);
    }

    [Fact]
    public async Task An_application_with_a_login_that_reaches_the_queue_only_can_send()
    {
        var login = $"desk_{Guid.NewGuid():N}";
        await service.ByHand($"create role {login} login password 'secret' in role {Store.StoreOwner.SenderRole}; "
            + $"create schema {login} authorization {login}");
        var own = new Npgsql.NpgsqlConnectionStringBuilder(service.ConnectionString) { Username = login, Password = "secret" };
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseWolverine(bus =>
        {
            bus.ApplicationAssembly = typeof(object).Assembly;
            bus.Durability.Mode = DurabilityMode.Solo;
            bus.UsePostgresqlPersistenceAndTransport(own.ConnectionString, login, transportSchema: $"{service.Schema}_bus");
            bus.PublishMessage<Position>().ToPostgresqlQueue(Queues.OnPostgres);
        });
        using var application = builder.Build();
        await application.StartAsync(Cancellation);
        var id = Guid.NewGuid();

        await application.MessageBus().PublishAsync(Position.Of(id), Signed(id));

        await Eventually.Until(async () => (await client.Status($"/facts/{id}")) == System.Net.HttpStatusCode.OK);
        await application.StopAsync(Cancellation);
    }

    private async Task<int> Letters() => (await client.Get("/dead-letters?limit=200"))["items"]!.AsArray().Count;

    private async Task Forge(string table, Type type)
    {
        var envelope = new Envelope
        {
            Id = Guid.NewGuid(),
            MessageType = Forgeries.NameOf(type),
            ContentType = "application/json",
            Data = System.Text.Encoding.UTF8.GetBytes(Forgeries.Body),
            Destination = new Uri("local://durable")
        };
        var body = Convert.ToHexString(Wolverine.Runtime.Serialization.EnvelopeSerializer.Serialize(envelope));
        await service.ByHand(table == "wolverine_queue_commands"
            ? $$"""
              insert into {0}_bus.{{table}} (id, body, message_type)
              values ('{{envelope.Id}}', decode('{{body}}', 'hex'), '{{envelope.MessageType}}')
              """
            : $$"""
              insert into {0}_bus.{{table}} (id, status, owner_id, body, message_type, received_at)
              values ('{{envelope.Id}}', 'Incoming', 0, decode('{{body}}', 'hex'), '{{envelope.MessageType}}', 'postgresql://commands/')
              """);
    }

    // As the bus will write it.
    private DeliveryOptions Signed(Guid id, string actor = "ua", TimeSpan ago = default)
    {
        var options = new DeliveryOptions();
        foreach (var (name, value) in Signing.Headers(OperatorsKey.Text,
            JsonSerializer.Serialize(Position.Of(id, actor), JsonSerializerOptions.Web),
                service.Clock.GetUtcNow() - ago)) options.Headers[name] = value;
        return options;
    }

    private static string? Code(Answer answer) =>
        answer.Members.TryGetValue("problem", out var problem) ? problem.GetProperty("code").GetString() : Status(answer);

    private static string? Status(Answer answer) => answer.Members["status"].GetString();

    /// <summary>A command as another application writes it: its own type, under the name that this service documents.</summary>
    [MessageIdentity(PostedCommand.Identity)]
    public sealed class Position
    {
        [JsonExtensionData]
        public Dictionary<string, JsonElement> Members { get; init; } = [];

        public static Position Of(Guid id, string actor = "ua") => new()
        {
            Members = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Requests.Envelope("RecordPosition",
                $$"""{"command": "RecordPosition", "commandId": "{{id}}", "actor": "{{actor}}", "stance": "comment", "text": "x"}"""))!,
        };
    }

    /// <summary>The answer as another application reads it.</summary>
    [MessageIdentity("negotiations.answer")]
    public sealed class Answer
    {
        [JsonExtensionData]
        public Dictionary<string, JsonElement> Members { get; init; } = [];
    }

    /// <summary>The service, and another application of its bus.</summary>
    public sealed class Both(PostgresFixture postgres) : IAsyncLifetime
    {
        public ServiceUnderTest Service { get; } = new ServiceUnderTest(postgres).With("Bus:Commands", "true").WithSchedule();

        public IHost Desk { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            // The desk's tables stand beside those of the service, which are there once it runs.
            Service.CreateClient().Dispose();
            var builder = Host.CreateApplicationBuilder();
            builder.Logging.ClearProviders();
            builder.UseWolverine(bus =>
            {
                bus.ApplicationAssembly = typeof(object).Assembly;
                bus.Durability.Mode = DurabilityMode.Solo;
                bus.Durability.ScheduledJobPollingTime = ServiceUnderTest.Often;
                var (own, shared) = ($"{Service.Schema}_desk", $"{Service.Schema}_bus");
                bus.UsePostgresqlPersistenceAndTransport(Service.ConnectionString, own, transportSchema: shared);
                bus.ListenToPostgresqlQueue("desk").UseForReplies();
                bus.PublishMessage<Position>().ToPostgresqlQueue(Queues.OnPostgres);
            });
            Desk = builder.Build();
            await Desk.StartAsync(Cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            await Desk.StopAsync();
            Desk.Dispose();
            await Service.DisposeAsync();
        }
    }
}
