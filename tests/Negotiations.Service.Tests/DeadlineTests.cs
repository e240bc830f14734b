using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Domain.Facts;
using Negotiations.Service.Deadlines;
using Wolverine;
using Wolverine.Tracking;

namespace Negotiations.Service.Tests;

/// <summary>
/// Deadlines that pass: the clock is set, and the bus's schedule played. It only goes forward, so that each test has a year of its own for
/// what it says of 2025.
/// </summary>
public sealed class DeadlineTests(ServiceUnderTest service, PostgresFixture postgres) : IClassFixture<ServiceUnderTest>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly int year = service.Clock.GetUtcNow().Year + 1;
    private HttpClient client = null!;

    private static string N => $"/negotiations/{Requests.N}";

    public async ValueTask InitializeAsync()
    {
        service.Clock.SetUtcNow(new DateTimeOffset(year, 6, 20, 12, 0, 0, TimeSpan.Zero));
        client = await service.CreateClient().OnItsOwn().WithNegotiation();
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(DatedPromises.All), MemberType = typeof(DatedPromises))]
    public async Task What_has_not_come_when_its_date_passes_is_recorded_by_the_system_and_notice_is_given(string kind, string thing,
        string command, string fields)
    {
        var tracked = await Track(() => Accepted(command, fields.With("tracks", new JsonArray("terms", "remains"))));

        var played = await Play(tracked, "2025-06-26");

        var fact = (await Passed()).Single()!;
        (fact.At("content/kind"), fact.At("content/thing"), fact.At("content/due"), fact.At("occurred"), fact.At("recorded/by"),
            fact.At("report")).ShouldBe((kind, thing, OfYear("2025-06-25"), OfYear("2025-06-25"), "system", null));
        fact["tracks"]!.AsArray().Select(track => track!.ToString()).ShouldBe(["terms", "remains"]);
        played.Executed.SingleMessage<DeadlineNotice>().ShouldBeEquivalentTo(
            new DeadlineNotice(Guid.Parse(fact.At("factId")!), Requests.N, "terms", kind, thing, OfYear("2025-06-25"),
                [.. fact["content"]!["by"]!.AsArray().Select(actor => actor!.ToString())]));
        (fact["content"]!["by"]!.AsArray() is []).ShouldBe(kind == "round");
        (await client.Get($"{N}/tracks/terms")).At("overdue").ShouldBe("1");
    }

    [Theory]
    [MemberData(nameof(DatedPromises.All), MemberType = typeof(DatedPromises))]
    public async Task What_was_withdrawn_does_not_fire(string kind, string thing, string command, string fields)
    {
        var tracked = await Track(() => Accepted(command, fields));
        var made = (await client.Get($"{N}/timeline?from=2025-06-02")).At("items/0/factId");
        await Accepted("RetractFact",
            $$"""{"occurred": "2025-06-20", "fact": "{{made}}", "reason": "A misprint about {{kind}} {{thing}}"}""");

        var played = await Play(tracked, "2025-06-26");

        played.Executed.SingleMessage<ReviewDeadlines>().Track.ShouldBe("remains");
        (await Passed()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("RecordMemoAnswer", """{"occurred": "2025-06-20", "memo": "memo-1", "by": "ua", "answer": "rejected"}""")]
    [InlineData("SuspendTrack", """{"occurred": "2025-06-20", "tracks": ["remains"], "reason": "Strikes"}""")]
    [InlineData("DenyFact", """{"occurred": "2025-06-20", "fact": "01972f40-0000-7000-8000-00000000aaaa"}""")]
    public async Task What_was_met_denied_or_put_on_hold_does_not_fire(string command, string fields)
    {
        var tracked = await Track(() => Memo());
        await Accepted(command, fields);

        await Play(tracked, "2025-06-26");

        (await Passed()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_moved_fires_at_its_new_date_only()
    {
        var first = await Track(() => Memo());
        var second = await Track(() => Accepted("RecordMemoAnswer",
            """{"occurred": "2025-06-20", "memo": "memo-1", "by": "ua", "answer": "reviewing", "replyDue": "2025-06-30"}"""));

        await Play(first, "2025-06-26");
        var before = await Passed();
        await Play(second, "2025-07-01");

        before.ShouldBeEmpty();
        (await Passed()).Single()!.At("occurred").ShouldBe(OfYear("2025-06-30"));
    }

    [Fact]
    public async Task An_instant_is_kept_to_the_minute_and_what_is_looked_at_too_early_goes_back_to_the_schedule()
    {
        var tracked = await Track(() => Accepted("ScheduleRound",
            """{"round": "round-3", "planned": "2025-06-25T13:00:00+03:00", "status": "agreed"}"""));

        var early = await Play(tracked, "2025-06-25T09:59:59Z");
        var before = await Passed();
        await Play(early, "2025-06-25T10:00:01Z");

        early.Scheduled.SingleMessage<ReviewDeadlines>().At.ShouldBe(DateTimeOffset.Parse(OfYear("2025-06-25T10:00:00.000001Z"),
            CultureInfo.InvariantCulture));
        before.ShouldBeEmpty();
        (await Passed()).Single()!.At("occurred").ShouldBe(OfYear("2025-06-25T10:00:00Z"));
    }

    [Fact]
    public async Task However_often_and_from_however_many_hosts_it_is_looked_at_it_is_recorded_once()
    {
        await using var other = new ServiceUnderTest(postgres).WithSameStore(service);
        var tracked = await Track(() => Memo());
        var review = tracked.Scheduled.SingleMessage<ReviewDeadlines>();
        foreach (var host in new[] { service, other })
            host.Clock.SetUtcNow(DateTimeOffset.Parse(OfYear("2025-06-26T00:00:00Z"), CultureInfo.InvariantCulture));

        await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(i => (i % 2 == 0 ? service : other).Services.GetRequiredService<IServiceScopeFactory>().CreateScope().ServiceProvider
            .GetRequiredService<IMessageBus>().InvokeAsync(review, TestContext.Current.CancellationToken)));

        (await service.Look(
            $"select count(*) from {{0}}.mt_events where type = 'deadline_passed_v2' and starts_with(stream_id, '{Requests.N}/')"))
            .ShouldBe(1L);
    }

    [Fact]
    public async Task A_timely_reply_that_is_recorded_late_takes_the_overdue_away_and_leaves_the_notice()
    {
        await Play(await Track(() => Memo()), "2025-06-26");
        var before = (await client.Get($"{N}/tracks/remains")).At("overdue");
        await Accepted("RecordMemoAnswer", """{"occurred": "2025-06-24", "memo": "memo-1", "by": "ua", "answer": "accepted"}""");

        (before, (await client.Get($"{N}/tracks/remains")).At("overdue")).ShouldBe(("1", "0"));
        (await Passed()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_deadline_that_was_past_when_history_was_imported_is_recorded_once_silently_when_the_import_has_ended()
    {
        static string PastMemo(int number) =>
            Requests.Line("RecordMemo", DatedPromises.Memo($"memo-{number}", "2025-06-09")) + "\n";

        var import = await Track(() => client.PostLines(OfYear(string.Concat(Enumerable.Range(1, 3).Select(PastMemo)))));
        var more = await Track(() => client.PostLines(OfYear(PastMemo(4))));
        var first = await Play(import, "2025-06-20T12:10:00Z");
        var answered = await Track(() => client.PostLines(OfYear(Requests.Line("RecordMemoAnswer",
            """{"occurred": "2025-06-08", "memo": "memo-2", "by": "ua", "answer": "accepted"}"""))));
        var second = await Play(first, "2025-06-20T12:20:00Z");
        var before = await Passed();
        var third = await Play(second, "2025-06-20T12:30:00Z");

        import.Scheduled.MessagesOf<ReviewDeadlines>().Count().ShouldBe(1);
        more.Scheduled.MessagesOf<ReviewDeadlines>().ShouldBeEmpty();
        answered.Scheduled.MessagesOf<ReviewDeadlines>().ShouldBeEmpty();
        before.ShouldBeEmpty();
        (await Passed()).Select(fact => (fact!.At("content/thing"), fact!.At("occurred")))
            .ShouldBe([("memo-1", OfYear("2025-06-09")), ("memo-3", OfYear("2025-06-09")), ("memo-4", OfYear("2025-06-09"))],
            ignoreOrder: true);
        third.Executed.MessagesOf<DeadlineNotice>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_can_post_that_a_deadline_passed() =>
        (await client.Post("NoteDeadline", """{"kind": "memo", "thing": "memo-1", "due": "2025-06-09"}"""))
            .Body.At("code").ShouldBe("unknown-command");

    private string OfYear(string text) => text.Replace("2025-", $"{year}-", StringComparison.Ordinal);

    private Task<JsonObject> Accepted(string command, string fields) => client.Accepted(command, OfYear(fields));

    private Task<JsonObject> Memo() =>
        Accepted("RecordMemo", DatedPromises.Memo("memo-1", "2025-06-25").With("commandId", "01972f40-0000-7000-8000-00000000aaaa"));

    private async Task<JsonArray> Passed()
    {
        await service.IsIndexed();
        return (await client.Get($"{N}/timeline?type=deadlinePassed"))["items"]!.AsArray();
    }

    private Task<ITrackedSession> Track(Func<Task> act) => service.Services.TrackActivity(Patience).ExecuteAndWaitAsync(_ => act());

    private Task<ITrackedSession> Play(ITrackedSession tracked, string at)
    {
        service.Clock.SetUtcNow(DateTimeOffset.Parse(OfYear(at), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        return tracked.PlayScheduledMessagesAsync(Patience);
    }
}
