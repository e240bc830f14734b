using System.Globalization;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>Commands in and facts out by a real RabbitMQ, with a client that knows nothing of this service.</summary>
[Collection<RabbitTestGroup>]
public sealed class RabbitTests(PostgresFixture postgres, RabbitFixture rabbit, ServiceUnderTest service) : IAsyncLifetime
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private RabbitApplication application = null!;
    private HttpClient client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var broker = new Uri(await rabbit.Broker());
        application = await RabbitApplication.Connect(broker);
        RabbitApplication.Join(service, broker);
        client = service.CreateClient().OnItsOwn();
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (application is not null) await application.DisposeAsync();
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
            answers.Add(application.Send(line));
            answers.Add(application.Send(line));
        }
        var told = await Task.WhenAll(answers);
        service.Clock.AutoAdvanceAmount = Tick;

        told.Select(answer => answer.At("status"))
            .ShouldBe(Enumerable.Range(0, 2 * lines.Length).Select(i => i % 2 == 0 ? "recorded" : "replayed"));
        (await client.Export()).ShouldBe(await http.Export());
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

        await Eventually.Until(() => application.Published().Length >= 28);

        var own = application.Published();
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

        var (first, second) = (await application.Send(body.ToJsonString(), contentType, isStructured ? null : headers),
            await application.Send(body.ToJsonString(), contentType, isStructured ? null : headers));

        (first.At("status"), second.At("status")).ShouldBe(("recorded", "replayed"));
        second["receipt"]!.ToJsonString().ShouldBe(first["receipt"]!.ToJsonString());
        (await client.Get($"/facts/{first.At("commandId")}")).At("type").ShouldBe("positionStated");
    }

    [Fact]
    public async Task A_signed_event_counts_under_the_source_for_which_it_was_signed_only()
    {
        await client.WithNegotiation();
        var command = Requests.Envelope("RecordPosition", """{"actor": "ua", "stance": "demand", "text": "x"}""").ToJsonString();
        var signed = Signing.Headers(OperatorsKey.Text, command, Signing.Usually, "RecordPosition", "42", "/desk");
        foreach (var (source, status) in new[] { ("/desk", "recorded"), ("/another", "refused"), ("/desk", "replayed") })
        {
            var headers = new Dictionary<string, object?>(signed.Select(one => KeyValuePair.Create(one.Key, (object?)one.Value)))
            {
                ["cloudEvents:specversion"] = "1.0",
                ["cloudEvents:id"] = "42",
                ["cloudEvents:source"] = source,
                ["cloudEvents:type"] = "negotiations.record-position.v1"
            };
            (await application.SendAsItIs(command, headers)).At("status").ShouldBe(status, source);
        }
    }

    [Fact]
    public async Task A_message_that_was_signed_long_ago_is_refused()
    {
        await client.WithNegotiation();
        var command = Requests.Envelope("RecordPosition",
            $$"""{"command": "RecordPosition", "commandId": "{{Guid.NewGuid()}}", "actor": "ua", "stance": "demand", "text": "x"}""");

        var answer = await application.Send(command.ToJsonString(), sent: Signing.Usually.AddDays(-8));

        (answer.At("status"), answer.At("problem/code")).ShouldBe(("refused", "message-expired"));
        (await application.Send(command.ToJsonString(), sent: Signing.Usually)).At("status").ShouldBe("recorded");
    }

    [Fact]
    public async Task What_is_refused_is_answered_with_the_same_problem_as_by_HTTP()
    {
        await client.WithNegotiation();
        var command = Requests.Envelope("RecordPosition",
            $$"""{"commandId": "{{Guid.NewGuid()}}", "actor": "ua/umerow", "stance": "demand", "text": "x"}""");
        var (_, problem) = await client.PostRaw("RecordPosition", command.ToJsonString());
        command["command"] = "RecordPosition";

        var answer = await application.Send(command.ToJsonString());

        answer.At("status").ShouldBe("refused");
        answer["problem"]!.ToJsonString().ShouldBe(problem.ToJsonString());
    }

    private static async Task PostOne(HttpClient client, string line)
    {
        var command = JsonNode.Parse(line)!.AsObject();
        var name = command.At("command")!;
        command.Remove("command");
        ((int)(await client.PostRaw(name, command.ToJsonString())).Status).ShouldBe(201);
    }
}
