using System.Net;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>What was promised, whatever its kind: filters, order, totals, history, calendar. It is 20 June 2025.</summary>
public sealed class CommitmentTests(ServiceUnderTest service, PostgresFixture postgres) : IClassFixture<ServiceUnderTest>, IAsyncLifetime
{
    private readonly HttpClient client = service.CreateClient();

    private static string N => $"/negotiations/{Requests.N}";

    private static string Commitments => $"{N}/commitments";

    public async ValueTask InitializeAsync()
    {
        if (await service.EventCount() == 0) await Promise(client);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("", "memo-1 if remains-1/ru-ua remains-1/ua-ru commission someday")]
    [InlineData("status=overdue", "memo-1 remains-1/ua-ru")]
    [InlineData("status=open", "memo-1 if remains-1/ua-ru commission someday")]
    [InlineData("status=noReport", "memo-1 if commission someday")]
    [InlineData("status=fulfilled", "remains-1/ru-ua")]
    [InlineData("dueBefore=2025-06-15", "memo-1 if")]
    [InlineData("party=tr", "commission")]
    [InlineData("party=ua/umerov", "memo-1")]
    [InlineData("category=terms", "memo-1 commission")]
    [InlineData("category=prisonersOfWar", "")]
    [InlineData("status=overdue&asOf=2025-06-30", "memo-1 remains-1/ua-ru")]
    [InlineData("status=overdue&asOf=2025-07-01", "memo-1 remains-1/ua-ru commission")]
    [InlineData("knownAt=2025-06-01", "")]
    public async Task Everything_promised_is_listed_by_due_date_once_and_filtered(string query, string expected) =>
        Things(await client.Get($"{Commitments}?{query}")).ShouldBe(expected);

    [Fact]
    public async Task Totals_by_party_count_all_pages()
    {
        var totals = (await client.Get($"{Commitments}?limit=1"))["totals"]!.AsArray()
            .ToDictionary(total => total!.At("party")!, total => (total!["owes"]!.ToJsonString(), total!["owed"]!.ToJsonString()));

        totals.Keys.ShouldBe(["ru", "tr", "ua"]);
        totals["ru"].ShouldBe(("""{"all":3,"open":2,"overdue":0,"kept":1,"late":1}""",
            """{"all":2,"open":2,"overdue":2,"kept":0,"late":0}"""));
        totals["ua"].ShouldBe(("""{"all":4,"open":4,"overdue":2,"kept":0,"late":0}""",
            """{"all":1,"open":0,"overdue":0,"kept":1,"late":1}"""));
    }

    [Fact]
    public async Task Pages_follow_on_each_other()
    {
        var (seen, next) = ("", "");
        do
        {
            var page = await client.Get($"{Commitments}?limit=4{(next == "" ? "" : $"&cursor={next}")}");
            (seen, next) = ($"{seen} {Things(page)}", page.At("next"));
        }
        while (next is not null);

        seen.Trim().ShouldBe("memo-1 if remains-1/ru-ua remains-1/ua-ru commission someday");
    }

    [Fact]
    public async Task A_status_that_was_reached_can_be_reversed_and_every_assessment_stays_under_its_name()
    {
        using var client = await Promise(postgres.Shared.Service.CreateClient().OnItsOwn());
        foreach (var (status, date, by) in new[] { ("full", "2025-06-10", "ru"), ("minimal", "2025-06-18", "ua") })
            await client.Accepted("AssessCommitment",
                $$"""{"commitment": "commission", "status": "{{status}}", "occurred": "{{date}}", "by": "{{by}}"}""");

        var then = (await client.Get($"{Commitments}?party=tr&asOf=2025-06-11")).At("items/0/status");
        var item = (await client.Get($"{Commitments}?party=tr"))["items"]!.AsArray().Single()!;

        (then, item.At("status"), item.At("open"), item.At("kept")).ShouldBe(("full", "minimal", "true", null));
        item["assessments"]!.AsArray()
            .Select(assessment => (assessment!.At("status"), assessment!.At("by"), assessment!.At("occurred"), assessment!.At("publisher")))
            .ShouldBe([("full", "ru", "2025-06-10", "A newspaper"), ("minimal", "ua", "2025-06-18", "A newspaper")]);
    }

    [Fact]
    public async Task All_negotiations_are_listed_together()
    {
        await using var service = new ServiceUnderTest(postgres);
        using var client = await Promise(service.CreateClient());
        await client.Accepted("OpenNegotiation", """{"negotiation": "a-b", "title": "A and B"}""");
        await client.Accepted("AddActor", """{"negotiation": "a-b", "actor": "a", "name": "A", "kind": "state"}""");
        await client.Accepted("OpenTrack", """{"negotiation": "a-b", "track": "terms", "title": "Terms", "subject": "terms"}""");
        await client.Accepted("RecordCommitment",
            """{"negotiation": "a-b", "tracks": ["terms"], "commitment": "first", "by": ["a"], "what": "x", "due": "2025-06-12"}""");

        Things(await client.Get("/commitments?status=overdue")).ShouldBe("memo-1 first remains-1/ua-ru");
        (await client.Get("/ledger"))["items"]!.AsArray().Select(ledger => ledger!.At("negotiation")).ShouldBe(["a-b", Requests.N]);
        Things(await client.Get("/calendar?from=2025-06-10&to=2025-06-14")).ShouldBe("first");
    }

    [Theory]
    [InlineData("", "commission 10")]
    [InlineData("from=2025-06-01", "memo-1 -11, remains-1 -5, commission 10")]
    [InlineData("asOf=2025-06-14", "remains-1 1, commission 16")]
    [InlineData("from=2025-06-01&to=2025-06-14", "memo-1 -11")]
    public async Task The_calendar_tells_what_is_due_next(string query, string expected) =>
        string.Join(", ", (await client.Get($"{N}/calendar?{query}"))["items"]!.AsArray()
            .Select(item => $"{item!.At("thing")} {item!.At("daysLeft")}")).ShouldBe(expected);

    [Theory]
    [InlineData("commitments?status=late", "unknown-word", "status")]
    [InlineData("commitments?category=x", "unknown-word", "category")]
    [InlineData("commitments?party=UA", "invalid-key", "party")]
    [InlineData("commitments?dueBefore=soon", "invalid-date", "dueBefore")]
    [InlineData("commitments?cursor=x", "invalid-cursor", "cursor")]
    [InlineData("calendar?from=2025-06-02&to=2025-06-01", "empty-range", "to")]
    [InlineData("actors?limit=1", "unknown-parameter", "limit")]
    [InlineData("ledger?limit=0", "invalid-number", "limit")]
    public async Task What_cannot_be_read_is_refused(string path, string code, string field)
    {
        var (status, problem) = await client.Refused($"{N}/{path}");

        (status, problem.At("code"), problem.At("field")).ShouldBe((HttpStatusCode.BadRequest, code, field));
    }

    [Theory]
    [InlineData("/negotiations/russia/ledger")]
    [InlineData("/negotiations/russia/commitments")]
    [InlineData("/negotiations/russia/calendar")]
    [InlineData("/negotiations/russia-ukraine/tracks/remain/ledger")]
    public async Task What_does_not_exist_is_not_found(string path) =>
        (await client.Refused(path)).Status.ShouldBe(HttpStatusCode.NotFound);

    private static async Task<HttpClient> Promise(HttpClient client)
    {
        await client.WithNegotiation();
        await client.AllAccepted(
            ("RecordCommitment",
                """
                {"tracks": ["terms", "remains"], "commitment": "commission", "by": ["ru", "ua"], "to": ["tr"],
                 "what": "Form a commission", "due": "2025-06-30"}
                """),
            ("RecordCommitment", """{"commitment": "someday", "by": ["ru"], "what": "No date"}"""),
            ("RecordCommitment",
                """{"commitment": "if", "by": ["ua"], "what": "Depends", "due": "2025-06-10", "condition": "a ceasefire"}"""),
            ("RecordExchangeAgreement",
                """
                {"exchange": "remains-1",
                 "legs": [{"leg": "ru-ua", "from": "ru", "to": "ua", "category": "remains", "quantity": 10},
                   {"leg": "ua-ru", "from": "ua", "to": "ru", "category": "remains", "quantity": 10}],
                 "due": "2025-06-15"}
                """),
            ("RecordExchangeStage",
                """
                {"occurred": "2025-06-16", "exchange": "remains-1", "stage": "one",
                 "deliveries": [{"leg": "ru-ua", "quantity": 10}, {"leg": "ua-ru", "quantity": 4}]}
                """),
            ("RecordMemo",
                """
                {"tracks": ["terms"], "memo": "memo-1", "kind": "memorandum", "from": "ru", "to": "ua/umerov",
                 "title": "Terms", "disclosure": "withheld", "replyDue": "2025-06-09"}
                """));
        return client;
    }

    private static string Things(JsonNode list) =>
        string.Join(' ', list["items"]!.AsArray().Select(item => item!.At("thing") + (item!["leg"] is { } leg ? $"/{leg}" : "")));
}
