using System.Collections.Concurrent;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>Facts as they are recorded, to readers who are cut off and come back.</summary>
public sealed class FactStreamTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static string Stream => $"/negotiations/{Requests.N}/stream";
    private readonly ServiceUnderTest service = postgres.Shared.Service;
    private HttpClient client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => client = await postgres.Shared.WithNegotiation();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_reader_that_is_cut_off_fifty_times_under_load_misses_and_repeats_nothing()
    {
        var (written, read, last) = (new ConcurrentBag<string>(), new List<string>(), "0");
        using var enough = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(track => Write(written, track % 2 == 0 ? "remains" : "terms", enough.Token)).ToArray();

        for (var cut = 0; cut < 50; cut++) last = await Read(read, last, count: 1 + (cut % 7));
        await enough.CancelAsync();
        await Task.WhenAll(writers);
        var total = await service.OwnEventCount();
        while (read.Count < total) last = await Read(read, last, total - read.Count);

        read.Count.ShouldBe(read.Distinct().Count());
        written.Except(read).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_place_it_begins_now_and_each_event_is_a_CloudEvent_under_its_sequence()
    {
        await service.IsIndexed();
        await using var events = Events(Stream, null).GetAsyncEnumerator(Cancellation);
        (await events.MoveNextAsync()).ShouldBeTrue();
        events.Current.EventType.ShouldBe("start");

        var receipt = await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "demand", "text": "x"}""");
        (await events.MoveNextAsync()).ShouldBeTrue();

        var told = JsonNode.Parse(events.Current.Data)!;
        (events.Current.EventType, events.Current.EventId, told.At("id"), told.At("type"))
            .ShouldBe(("positionStated", receipt.At("sequence"), receipt.At("factId"), "negotiations.position-stated.v1"));
    }

    [Fact]
    public async Task Of_one_track_only_what_it_holds_is_told()
    {
        await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "demand", "text": "x"}""");
        await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "demand", "text": "y", "tracks": ["terms"]}""");

        var told = await Events($"{Stream}?after=0&track=terms", null).Take(2).ToListAsync(Cancellation);

        told.Select(one => JsonNode.Parse(one.Data)!.At("subject")).ShouldBe([$"{Requests.N}/terms", $"{Requests.N}/terms"]);
    }

    [Theory]
    [InlineData("/negotiations/russia-ukraine/stream?after=-1", HttpStatusCode.BadRequest)]
    [InlineData("/negotiations/russia-ukraine/stream?from=1", HttpStatusCode.BadRequest)]
    [InlineData("/negotiations/russia-ukraine/stream?track=nowhere", HttpStatusCode.NotFound)]
    [InlineData("/negotiations/nowhere/stream", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_can_not_be_followed(string path, HttpStatusCode status) =>
        (await client.Refused(Requests.Own(path))).Status.ShouldBe(status);

    private async Task Write(ConcurrentBag<string> written, string track, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
            written.Add((await client.Accepted("RecordPosition",
                $$"""{"actor": "ua", "stance": "comment", "text": "x", "tracks": ["{{track}}"]}""")).At("factId")!);
    }

    // Reads some events, is cut off, and remembers the last id, as every reader of server-sent events does.
    private async Task<string> Read(List<string> read, string last, int count)
    {
        await foreach (var one in Events(Stream, last).Take(count).WithCancellation(Cancellation))
        {
            read.Add(JsonNode.Parse(one.Data)!.At("id")!);
            last = one.EventId!;
        }
        return last;
    }

    private async IAsyncEnumerable<SseItem<string>> Events(string path, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("text/event-stream");
        await foreach (var one in SseParser.Create(await response.Content.ReadAsStreamAsync(Cancellation)).EnumerateAsync(Cancellation))
            yield return one;
    }
}
