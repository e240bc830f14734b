using System.Net;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>Where tracks stand, now and on any date.</summary>
public sealed class QueryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static string Remains => $"/negotiations/{Requests.N}/tracks/remains";
    private static string Terms => $"/negotiations/{Requests.N}/tracks/terms";
    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await postgres.Shared.WithNegotiation();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_reply_is_due_then_overdue_as_the_days_pass()
    {
        await client.Accepted("RecordMemo",
            """
            {"tracks": ["terms"], "memo": "memo-1", "kind": "memorandum", "from": "ru", "to": "ua", "title": "Terms",
             "disclosure": "withheld"}
            """);
        await client.Accepted("RecordMemoAnswer",
            """{"tracks": ["terms"], "memo": "memo-1", "by": "ua", "answer": "reviewing", "replyDue": "2025-06-09"}""");

        var then = await client.Get($"{Terms}?asOf=2025-06-02");
        var now = await client.Get(Terms);

        (then.At("asOf"), then.At("next/due"), then.At("next/by/0"), then.At("overdue")).ShouldBe(("2025-06-02", "2025-06-09", "ua", "0"));
        (now.At("next"), now.At("overdue"), now.At("overdueItems/0/thing")).ShouldBe((null, "1", "memo-1"));
    }

    [Fact]
    public async Task A_fact_recorded_late_stands_where_it_happened()
    {
        await client.Accepted("RecordPosition", """{"occurred": "2025-06-10", "actor": "ua", "stance": "demand", "text": "later"}""");
        await client.Accepted("RecordPosition", """{"occurred": "2025-06-01", "actor": "ua", "stance": "demand", "text": "earlier"}""");

        (await client.Get(Remains)).At("positions/0/text").ShouldBe("later");
        (await client.Get($"{Remains}?asOf=2025-06-05")).At("positions/0/text").ShouldBe("earlier");
        (await client.Get($"{Remains}?asOf=2025-05-31"))["positions"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_board_shows_every_track_now_and_as_of_a_date()
    {
        await client.Accepted("RecordExchangeAgreement",
            """
            {"exchange": "e-1", "terms": "unilateral",
             "legs": [{"leg": "a", "from": "ru", "to": "ua", "category": "remains"}], "due": "2025-06-15"}
            """);

        var now = await client.Get($"/negotiations/{Requests.N}");
        var before = await client.Get($"/negotiations/{Requests.N}?asOf=2025-06-01");

        now["tracks"]!.AsArray().Select(track => (track!.At("track"), track!.At("stage"), track!.At("overdue")))
            .ShouldBe([("remains", "agreed", "1"), ("talks", "exploratory", "0"), ("terms", "exploratory", "0")]);
        before["tracks"]!.AsArray().ShouldAllBe(track => track!.At("stage") == "exploratory");
        now["actors"]!.AsArray().Select(actor => actor!.At("actor")).ShouldBe(["ru", "tr", "ua", "ua/umerov"]);
    }

    [Fact]
    public async Task An_actor_changes_from_a_date_on()
    {
        await client.Accepted("ChangeActor", """{"actor": "ua/umerov", "from": "2025-06-18", "office": "Secretary of the NSDC"}""");

        (await client.Get($"/negotiations/{Requests.N}")).At("actors/3/office").ShouldBe("Secretary of the NSDC");
        (await client.Get($"/negotiations/{Requests.N}?asOf=2025-06-17")).At("actors/3/office").ShouldBeNull();
    }

    [Fact]
    public async Task Claims_of_every_claimant_stand_side_by_side()
    {
        await client.Accepted("RecordExchangeAgreement",
            """
            {"exchange": "e-1", "terms": "numberForNumber",
             "legs": [{"leg": "a", "from": "ru", "to": "ua", "category": "remains"}], "quantity": {"value": 6000}}
            """);
        await client.Accepted("ClaimFigure",
            """
            {"measure": "exchange/e-1/agreed", "value": {"value": 12000},
             "report": {"source": {"publisher": "p", "origin": "reuters"}, "claimants": ["ua", "ru"]}}
            """);

        var claims = (await client.Get(Remains))["claims"]!.AsArray().Single(item => item!.At("measure") == "exchange/e-1/agreed")!;

        claims["claims"]!.AsArray().Select(claim => (claim!.At("value/value"), claim!.At("claimant")))
            .ShouldBe([("6000", null), ("12000", "ru"), ("12000", "ua")], ignoreOrder: true);
    }

    [Fact]
    public async Task Facts_are_paged_in_the_order_of_recording()
    {
        for (var i = 0; i < 4; i++)
            await client.Accepted("RecordPosition", $$"""{"actor": "ua", "stance": "demand", "text": "position {{i}}"}""");

        using var response = await client.GetAsync(new Uri($"{Remains}/facts?limit=3", UriKind.Relative),
            TestContext.Current.CancellationToken);
        var link = response.Headers.GetValues("Link").Single();
        var second = await client.Get(link[1..link.IndexOf('>', StringComparison.Ordinal)]);

        link.ShouldEndWith("rel=\"next\"");
        second["items"]!.AsArray().Select(fact => fact!.At("content/text")).ShouldBe(["position 2", "position 3"]);
        second.At("next").ShouldBeNull();
    }

    [Fact]
    public async Task Negotiations_are_paged_by_key()
    {
        await using var service = new ServiceUnderTest(postgres);
        using var client = await service.CreateClient().WithNegotiation();
        foreach (var key in new[] { "sudan", "cyprus" })
            await client.Accepted("OpenNegotiation", $$"""{"negotiation": "{{key}}", "title": "{{key}}"}""");

        var first = await client.Get("/negotiations?limit=2");
        var second = await client.Get($"/negotiations?limit=2&cursor={first.At("next")}");

        first["items"]!.AsArray().Select(item => item!.At("negotiation")).ShouldBe(["cyprus", Requests.N]);
        second["items"]!.AsArray().Select(item => item!.At("negotiation")).ShouldBe(["sudan"]);
        first.At("items/1/parties/0").ShouldBe("ru");
    }

    [Fact]
    public async Task An_unchanged_answer_is_not_sent_again()
    {
        using var first = await client.GetAsync(new Uri(Remains, UriKind.Relative), TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, Remains);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await client.SendAsync(request, TestContext.Current.CancellationToken);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_query_waits_for_a_sequence_and_says_when_it_does_not_come()
    {
        var sequence = (await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "demand", "text": "x"}""")).At("sequence");
        (await client.Get($"{Remains}?minSequence={sequence}")).At("version").ShouldBe("2");

        await using var waiting = new ServiceUnderTest(postgres);
        using var other = await waiting.CreateClient().WithNegotiation();
        waiting.Clock.AutoAdvanceAmount = TimeSpan.FromSeconds(6);
        var (status, problem) = await other.Refused($"{Remains}?minSequence=1000000");

        (status, problem.At("code")).ShouldBe((HttpStatusCode.ServiceUnavailable, "not-yet"));
    }

    [Fact]
    public async Task HEAD_is_answered_as_GET_without_the_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, Remains);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.ETag.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/health/live", 0)]
    [InlineData("/health/ready", 4)]
    public async Task Health_is_told(string path, int checks)
    {
        var health = await client.Get(path);

        health.At("status").ShouldBe("Healthy");
        using var stranger = postgres.Shared.Service.CreateDefaultClient();
        (await stranger.Get(path))["checks"]!.AsObject().ShouldAllBe(check => check.Value!["description"] == null);
        health["checks"]!.AsObject().ShouldAllBe(check => check.Value!["description"] != null);
        health["checks"]!.AsObject().Count.ShouldBe(checks);
    }
}
