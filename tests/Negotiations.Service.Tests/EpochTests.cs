using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Domain.Facts;
using Negotiations.Store.Log;

namespace Negotiations.Service.Tests;

/// <summary>
/// A store that was restored to an earlier state gives its numbers anew: who follows it by numbers is told, and how to go on.
/// </summary>
public sealed class EpochTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string N = $"/negotiations/{Requests.OfSamples}", Header = "Negotiations-Epoch";
    private readonly ServiceUnderTest service = new(postgres);
    private HttpClient client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => client = await service.CreateClient().WithNegotiation();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Whoever_holds_what_is_gone_is_told_and_who_holds_less_goes_on()
    {
        var (kept, cursor, before) = (await Sequence(), (await client.Get($"{N}/timeline?limit=2")).At("next"), await Epoch());
        await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "It will be gone"}""");
        var gone = await Sequence();
        await Restore(kept);
        await Eventually.Until(async () => await Epoch() != before);
        var again = await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "In its place"}""");
        await service.IsIndexed();

        again.At("sequence").ShouldBe($"{gone}");
        foreach (var path in new[] { $"{N}/stream?after={gone}", $"{N}?minSequence={gone}-{before}", $"{N}?minSequence={gone + 100}",
            $"{N}/timeline?limit=2&cursor={cursor}" })
        {
            var (status, problem) = await client.Refused(path);
            (status, problem.At("code")).ShouldBe((HttpStatusCode.Conflict, "restored"), path);
        }
        (await client.Refused($"{N}/stream?after={gone}")).Body.At("detail")!.ShouldContain($"go on with after={kept}-");
        var told = await Events($"{N}/stream?after={kept}", null);
        (JsonNode.Parse(told.Data)!.At("data/text"), told.EventId).ShouldBe(("In its place", $"{gone}-{await Epoch()}"));
        (await Events($"{N}/stream", told.EventId)).EventType.ShouldBe("positionStated", "the next fact after the one that it holds");
        (await client.Get($"{N}?minSequence={gone}")).At("negotiation").ShouldBe(Requests.N);
    }

    [Fact]
    public async Task Who_sends_the_epoch_that_an_answer_told_is_told_when_it_is_over()
    {
        var before = await Epoch();
        client.DefaultRequestHeaders.Add(Header, before);
        await client.Get(N);
        await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "It will be gone"}""");
        await Restore(await Sequence() - 1);
        await Eventually.Until(async () => await Epoch() != before);

        (await client.Refused($"{N}/feed.json")).Body.At("code").ShouldBe("restored");
    }

    [Fact]
    public async Task A_restore_while_no_service_ran_shows_too()
    {
        await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "It will be gone"}""");
        await using var service = new ServiceUnderTest(postgres).WithSameStore(this.service);
        var gone = await Sequence();
        using (var other = service.CreateClient()) (await other.Get(N)).At("negotiation").ShouldBe(Requests.N);
        await service.DisposeAsync();
        await this.service.DisposeAsync();
        await Restore(gone - 1, isRunning: false);

        await using var next = new ServiceUnderTest(postgres).WithSameStore(this.service);
        using var reader = next.CreateClient();
        (await reader.Refused($"{N}/stream?after={gone}")).Body.At("code").ShouldBe("restored");
    }

    // As if the database were as it was when it held so many facts; the service has looked meanwhile, as it does every two seconds.
    private async Task Restore(long sequence, bool isRunning = true)
    {
        if (isRunning) await service.Services.GetRequiredService<StoreWatch>().Look(Cancellation);
        await service.ByHand(
            $$"""
            delete from {0}.mt_events where seq_id > {{sequence}};
            select setval('{0}.mt_events_sequence', {{sequence}});
            delete from {0}.mt_doc_fact d where not exists (select from {0}.mt_events e where e.id = d.id);
            update {0}.mt_streams s set version = (select max(version) from {0}.mt_events e where e.stream_id = s.id);
            delete from {0}.mt_doc_track;
            update {0}.mt_event_progression set last_seq_id = least(last_seq_id, {{sequence}})
            """);
    }

    private async Task<long> Sequence() => (long)(await service.Look("select max(seq_id) from {0}.mt_events"))!;

    private async Task<string> Epoch()
    {
        using var response = await client.GetAsync(new Uri("/health/live", UriKind.Relative), Cancellation);
        return response.Headers.GetValues(Header).Single();
    }

    // The first fact that is told; another is recorded meanwhile, so that there is one.
    private async Task<SseItem<string>> Events(string path, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        if (lastEventId is not null) await client.Accepted("RecordPosition", """{"actor": "ru", "stance": "comment", "text": "Another"}""");
        return await SseParser.Create(await response.Content.ReadAsStreamAsync(Cancellation)).EnumerateAsync(Cancellation)
            .FirstAsync(one => one.EventType == "positionStated", Cancellation);
    }
}
