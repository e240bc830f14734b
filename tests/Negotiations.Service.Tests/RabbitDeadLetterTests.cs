using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;
using Negotiations.Service.Bus;
using RabbitMQ.Client;

namespace Negotiations.Service.Tests;

/// <summary>A message from RabbitMQ that is of no use becomes a dead letter. It holds nothing that nobody may see.</summary>
[Collection<RabbitTestGroup>]
public sealed class RabbitDeadLetterTests(RabbitFixture rabbit, ServiceUnderTest service) : IAsyncLifetime
{
    private RabbitApplication application = null!;
    private HttpClient client = null!;
    private HashSet<string> lettersBefore = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var broker = new Uri(await rabbit.Broker());
        application = await RabbitApplication.Connect(broker);
        RabbitApplication.Join(service, broker);
        client = service.CreateClient().OnItsOwn();
        lettersBefore = [.. (await AllLetters()).Select(letter => letter.At("deadLetter")!)];
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (application is not null) await application.DisposeAsync();
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
        var answer = await application.Send(body);

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
        await application.Publish(command.ToJsonString(), new BasicProperties());
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
        for (var i = 0; i < 7; i++) await application.Publish($"{i}", new BasicProperties());
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

        await application.PublishAsItIs(body, new BasicProperties());
        await application.Publish(body, new BasicProperties(), OperatorsKey.Text[..^4] + "AAAA");
        await Eventually.Until(async () => (await Letters()).Length == 2);
        var answer = await application.Send(body, key: reader.DefaultRequestHeaders.Authorization!.Parameter);

        (await Letters()).ShouldAllBe(letter => letter.At("reason")!.StartsWith("unauthenticated: ", StringComparison.Ordinal));
        (answer.At("status"), answer.At("problem/code")).ShouldBe(("refused", "not-permitted"));
        (await FoundInDatabase("Undeniable")).ShouldNotContain($"{service.Schema}.mt_events");
    }

    [Fact]
    public async Task Messages_of_the_service_itself_are_not_taken_from_the_queue_whatever_their_headers_say()
    {
        await client.WithNegotiation();
        var elsewhere = (await application.Channel.QueueDeclareAsync("negotiations.elsewhere", cancellationToken: Cancellation)).QueueName;
        var before = await service.EventCount();
        foreach (var type in Forgeries.Types)
            await application.PublishAsItIs(Forgeries.Body,
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
            await application.Channel.MessageCountAsync(elsewhere, Cancellation)).ShouldBe((before, 0, 0u));
        (await FoundInDatabase(Forgeries.Mark)).ShouldBeEmpty();
    }

    private async Task<JsonObject[]> Letters() =>
        [.. (await AllLetters()).Where(letter => !lettersBefore.Contains(letter.At("deadLetter")!))];

    private async Task<JsonObject[]> AllLetters() =>
        [.. (await client.Get("/dead-letters?limit=200"))["items"]!.AsArray().Select(letter => letter!.AsObject())];

    private Task<string[]> FoundInDatabase(string text) => DatabaseSearch.Tables(service, text);
}
