using System.Net;
using CodeHollow.FeedReader;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>Feeds as their readers read them.</summary>
public sealed class FeedTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static string Of => $"/negotiations/{Requests.N}";
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
    public async Task A_feed_reader_finds_the_facts_recorded_last_under_the_names_of_who_says_so_and_corrections_marked()
    {
        var stated = await client.Accepted("RecordPosition",
            """
            {"actor": "ua", "stance": "demand", "text": "Peace & <quiet>",
             "report": {"source": {"publisher": "A newspaper", "url": "https://example.org/1"},
               "claimants": ["ua/umerov"]}}
            """);
        var retracted = await client.Accepted("RetractFact", $$"""{"fact": "{{stated.At("factId")}}", "reason": "An error"}""");
        await service.IsIndexed();

        var feed = FeedReader.ReadFromString(await Text($"{Of}/feed.atom"));

        feed.Type.ShouldBe(FeedType.Atom);
        feed.Title.ShouldBe("Russia and Ukraine");
        feed.Items.Select(item => item.Id).Take(2).ShouldBe([$"urn:uuid:{retracted.At("factId")}", $"urn:uuid:{stated.At("factId")}"]);
        feed.Items.ElementAt(0).Title.ShouldStartWith("[correction] ");
        var item = feed.Items.ElementAt(1);
        item.Title.ShouldStartWith("[retracted] ");
        item.Author.ShouldBe("Rustem Umerov");
        item.Content.ShouldBe("According to Rustem Umerov (A newspaper), 2025-06-02: Ukraine states a demand: Peace & <quiet>");
    }

    [Fact]
    public async Task A_text_that_was_stored_before_it_was_refused_keeps_no_feed_from_being_read()
    {
        await using var host = new ServiceUnderTest(postgres);
        using var own = await host.CreateClient().WithNegotiation();
        await own.Accepted("RecordPosition", """{"actor": "ua", "stance": "demand", "text": "Peace"}""");
        await host.ByHand("""update {0}.mt_events set data = jsonb_set(data, '{text}', '"Pe\ufffeace"') where data ->> 'text' = 'Peace'""");

        var feed = FeedReader.ReadFromString(await own.GetStringAsync($"{Of}/feed.atom", Cancellation));

        feed.Items.First().Content.ShouldEndWith("Pe\uFFFDace");
    }

    [Fact]
    public async Task The_same_facts_stand_in_the_JSON_feed()
    {
        await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "demand", "text": "x"}""");
        await service.IsIndexed();

        var (atom, json) = (FeedReader.ReadFromString(await Text($"{Of}/tracks/remains/feed.atom")),
            await client.Get($"{Of}/tracks/remains/feed.json"));

        json.At("version").ShouldBe("https://jsonfeed.org/version/1.1");
        json["items"]!.AsArray().Select(item => (item!.At("id"), item!.At("title")))
            .ShouldBe(atom.Items.Select(item => ((string?)item.Id, (string?)item.Title)));
        json["items"]!.AsArray().Count.ShouldBe(2);
        json.At("items/0/authors/0/name").ShouldBe("A newspaper");
    }

    [Fact]
    public async Task A_calendar_tells_rounds_and_what_is_due_and_keeps_their_identity_through_every_change()
    {
        await client.Accepted("ScheduleRound",
            """
            {"tracks": ["talks"], "round": "round-3", "planned": "2025-07-23T10:00:00+03:00", "status": "agreed",
             "venue": {"name": "Istanbul"}}
            """);
        var memo = await client.Accepted("RecordMemo",
            """
            {"tracks": ["terms"], "memo": "memo-1", "kind": "draft", "from": "ru", "to": "ua", "title": "Terms",
             "disclosure": "withheld", "replyDue": "2025-07-01"}
            """);
        var before = await Calendar();
        await client.Accepted("PostponeRound", """{"tracks": ["talks"], "round": "round-3", "planned": "2025-07-24"}""");
        await client.Accepted("RetractFact", $$"""{"fact": "{{memo.At("factId")}}", "reason": "An error"}""");

        var after = await Calendar();

        before.Select(entry => (entry.Uid, entry.Sequence, entry.Status, Start: entry.Start!.AsUtc)).ShouldBe(
        [
            ($"memo.memo-1.terms.{Requests.N}@negotiations", 0, "CONFIRMED", new DateTime(2025, 7, 1, 0, 0, 0, DateTimeKind.Utc)),
            ($"round.round-3.talks.{Requests.N}@negotiations", 0, "CONFIRMED", new DateTime(2025, 7, 23, 7, 0, 0, DateTimeKind.Utc)),
        ]);
        after.Select(entry => (entry.Uid, entry.Sequence, entry.Status)).ShouldBe(
            [($"memo.memo-1.terms.{Requests.N}@negotiations", 1, "CANCELLED"),
                ($"round.round-3.talks.{Requests.N}@negotiations", 1, "CONFIRMED")]);
        (after[1].Location, after[1].Start!.HasTime, after[1].End!.Date).ShouldBe(("Istanbul", false, new DateOnly(2025, 7, 25)));
    }

    [Theory]
    [InlineData("feed.atom", "application/atom+xml")]
    [InlineData("feed.json", "application/feed+json")]
    [InlineData("calendar.ics", "text/calendar")]
    public async Task Whoever_has_a_feed_learns_that_nothing_changed_without_its_being_sent_again(string feed, string mediaType)
    {
        await service.IsIndexed();
        using var first = await client.GetAsync(new Uri($"{Of}/{feed}", UriKind.Relative), Cancellation);
        using var same = await Ask(feed, first.Headers.ETag!.ToString());
        await client.Accepted("ScheduleRound",
            """{"tracks": ["talks"], "round": "round-3", "planned": "2025-07-23", "status": "agreed"}""");
        await service.IsIndexed();

        using var changed = await Ask(feed, first.Headers.ETag!.ToString());

        (first.StatusCode, first.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, mediaType));
        (same.StatusCode, (await same.Content.ReadAsByteArrayAsync(Cancellation)).Length).ShouldBe((HttpStatusCode.NotModified, 0));
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/negotiations/nowhere/feed.atom", HttpStatusCode.NotFound)]
    [InlineData("/negotiations/russia-ukraine/tracks/nowhere/feed.json", HttpStatusCode.NotFound)]
    [InlineData("/negotiations/russia-ukraine/tracks/nowhere/calendar.ics", HttpStatusCode.NotFound)]
    [InlineData("/negotiations/russia-ukraine/feed.json?limit=0", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_has_no_feed(string path, HttpStatusCode status) =>
        (await client.Refused(Requests.Own(path))).Status.ShouldBe(status);

    private async Task<HttpResponseMessage> Ask(string feed, string etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Of}/{feed}");
        request.Headers.Add("If-None-Match", etag);
        return await client.SendAsync(request, Cancellation);
    }

    private async Task<List<Ical.Net.CalendarComponents.CalendarEvent>> Calendar() =>
        [.. Ical.Net.Calendar.Load(await Text($"{Of}/calendar.ics"))!.Events.OrderBy(entry => entry.Uid, StringComparer.Ordinal)];

    private Task<string> Text(string path) => client.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation);
}
