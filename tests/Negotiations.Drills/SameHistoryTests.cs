using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Negotiations.Domain.Facts;
using Negotiations.Service.Bus;
using Negotiations.Service.Tests;
using Wolverine;
using Wolverine.Postgresql;

namespace Negotiations.Drills;

/// <summary>
/// The same commands have the same outcomes and answers in whatever way they are posted, and the same facts the same answers in whatever
/// order. Where they differ, the lines that it takes are told. With <c>NEGOTIATIONS_DRILL=full</c> it is very many histories.
/// </summary>
public sealed class SameHistoryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("NEGOTIATIONS_DRILL") == "full";
    private readonly ServiceUnderTest service = new(postgres);
    private HttpClient client = null!;
    private int negotiations, compared;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // After all that the histories tell of.
    public ValueTask InitializeAsync()
    {
        service.Clock.AdjustTime(new DateTimeOffset(2025, 7, 1, 12, 0, 0, TimeSpan.Zero));
        return default;
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Lines_posted_one_by_one_in_one_batch_or_in_several_give_the_same()
    {
        client = service.CreateClient();
        await AreTheSame(IsFull ? 60 : 2, isAllPublished: false, async (history, seed) =>
        {
            var expected = await Post(history, OneByOne);
            var differences = await Differences(expected, await Post(history, lines => InBatches([lines])), isOrderHidden: false);
            return differences is not [] ? differences
                : await Differences(expected, await Post(history, lines => InBatches(Cut(lines, new Random(seed)))), isOrderHidden: false);
        });
    }

    [Fact]
    public async Task Lines_sent_through_the_queue_give_the_same_as_posted_ones()
    {
        service.With("Bus:Commands", "true").WithSchedule();
        client = service.CreateClient();
        using var desk = await Desk();
        await AreTheSame(IsFull ? 40 : 1, isAllPublished: false, async (history, _) =>
        {
            // Posted last, so that the receipts tell how far the index of facts must have come.
            var found = await Post(history, lines => ThroughQueue(desk.MessageBus(), lines));
            return await Differences(await Post(history, OneByOne), found, isOrderHidden: false);
        });
        await desk.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Facts_posted_in_another_order_give_the_same_answers()
    {
        client = service.CreateClient();
        await AreTheSame(IsFull ? 100 : 3, isAllPublished: true, async (history, seed) =>
        {
            var expected = await Post(history, OneByOne);
            var recorded = history.Where((_, line) => expected.Outcomes[line] == "recorded").ToImmutableArray();
            var found = await Post(ReorderedHistory.Of(recorded, seed), OneByOne);
            // What an order doesn't allow is no order of the same facts.
            return found.Outcomes.All(outcome => outcome == "recorded")
                ? await Differences(expected with { Outcomes = found.Outcomes }, found, isOrderHidden: true)
                : [];
        });
    }

    private async Task AreTheSame(int histories, bool isAllPublished, Func<ImmutableArray<JsonObject>, int, Task<string[]>> compare)
    {
        var (differing, told) = (new List<int>(), "");
        for (var seed = 0; seed < histories; seed++)
        {
            var history = GeneratedHistory.Of(seed, isAllPublished);
            if (await compare(history, seed) is []) continue;
            if (differing is []) told = await Shortest(history, shorter => compare(shorter, seed));
            differing.Add(seed);
        }
        compared.ShouldBeGreaterThan(0, "every other order was refused");
        differing.ShouldBeEmpty(told);
    }

    private static async Task<string> Shortest(ImmutableArray<JsonObject> history, Func<ImmutableArray<JsonObject>, Task<string[]>> compare)
    {
        for (var line = history.Length - 1; line >= GeneratedHistory.SetUp; line--)
            if (history.RemoveAt(line) is var shorter && await compare(shorter) is not []) history = shorter;
        var lines = history.Skip(GeneratedHistory.SetUp).Select(line => line.ToJsonString());
        return string.Join('\n', [.. lines, .. await compare(history)]);
    }

    private async Task<Posted> Post(ImmutableArray<JsonObject> history, Func<string[], Task<string[]>> post)
    {
        var negotiation = ++negotiations;
        return new Posted(negotiation, await post([.. history.Select(line => HistoryAnswers.Posted(negotiation, line))]));
    }

    private async Task<string[]> Differences(Posted expected, Posted found, bool isOrderHidden)
    {
        compared++;
        var answers = await HistoryAnswers.Of(client, expected.Negotiation, isOrderHidden);
        var others = await HistoryAnswers.Of(client, found.Negotiation, isOrderHidden);
        var outcomes = expected.Outcomes.Zip(found.Outcomes).Select((pair, line) => ($"line {line + 1}", pair.First, pair.Second));
        return
        [
            .. from told in outcomes.Concat(answers.Select(answer => (answer.Key, answer.Value, others[answer.Key])))
               where told.Item2 != told.Item3
               select $"{told.Item1}: {HistoryAnswers.FirstDifference(told.Item2, told.Item3)}",
        ];
    }

    private async Task<string[]> OneByOne(string[] lines)
    {
        var outcomes = new List<string>();
        foreach (var line in lines)
        {
            var body = JsonNode.Parse(line)!.AsObject();
            body.Remove("command", out var command);
            var (status, answer) = await client.PostRaw($"{command}", body.ToJsonString());
            outcomes.Add(Outcome((int)status switch { 201 => "recorded", 200 => "replayed", 400 => "invalid", _ => "refused" }, answer));
        }
        return [.. outcomes];
    }

    private async Task<string[]> InBatches(IEnumerable<string[]> batches)
    {
        var outcomes = new List<string>();
        foreach (var lines in batches)
        {
            var (_, answers) = await client.PostLines(string.Join('\n', lines));
            outcomes.AddRange(answers[..^1].Select(answer => Outcome(answer.At("status"), answer["problem"])));
        }
        return [.. outcomes];
    }

    private async Task<string[]> ThroughQueue(IMessageBus bus, string[] lines)
    {
        var outcomes = new List<string>();
        foreach (var line in lines)
        {
            var message = new PostgresQueueTests.Position { Members = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(line)! };
            var options = new DeliveryOptions();
            foreach (var (name, value) in Signing.Headers(OperatorsKey.Text, JsonSerializer.Serialize(message, JsonSerializerOptions.Web),
                service.Clock.GetUtcNow()))
                options.Headers[name] = value;
            var answer = await bus.InvokeAsync<PostgresQueueTests.Answer>(message, options, Cancellation, Eventually.Long);
            var told = JsonSerializer.SerializeToNode(answer.Members)!;
            outcomes.Add(Outcome(told.At("status"), told["problem"]));
        }
        return [.. outcomes];
    }

    private static string Outcome(string? status, JsonNode? problem) => $"{status} {problem?["code"]}".TrimEnd();

    private static IEnumerable<string[]> Cut(string[] lines, Random random)
    {
        for (var (from, to) = (0, 0); from < lines.Length; from = to)
        {
            to = Math.Min(lines.Length, from + random.Next(1, 12));
            yield return lines[from..to];
        }
    }

    private async Task<IHost> Desk()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseWolverine(bus =>
        {
            bus.ApplicationAssembly = typeof(object).Assembly;
            bus.Durability.Mode = DurabilityMode.Solo;
            bus.Durability.ScheduledJobPollingTime = ServiceUnderTest.Often;
            var (own, shared) = ($"{service.Schema}_desk", $"{service.Schema}_bus");
            bus.UsePostgresqlPersistenceAndTransport(service.ConnectionString, own, transportSchema: shared);
            bus.ListenToPostgresqlQueue("desk").UseForReplies();
            bus.PublishMessage<PostgresQueueTests.Position>().ToPostgresqlQueue(Queues.OnPostgres);
        });
        var desk = builder.Build();
        await desk.StartAsync(Cancellation);
        return desk;
    }

    private sealed record Posted(int Negotiation, string[] Outcomes);
}
