namespace Negotiations.Service.Tests;

/// <summary>
/// Dates at every edge of the calendar, in every member and parameter that takes one: recorded or refused, and answered from then on, never
/// a failure.
/// </summary>
public sealed class DateEdgeTests(SharedService shared) : IClassFixture<SharedService>
{
    private static readonly string[] Edges =
    [
        "9999-12-31", "9999-12", "9999", "999X", "99XX", "9999-21", "9999-24", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.999999Z",
        "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59+14:00", "../9999-12-31",
        "9999-12-31/..", "2025-06-02/9999-12-31", "/9999", "9999/", "0001-01-01", "0001", "0000", "-0001", "-9999", "-999X", "0000-24",
        "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00-14:00", "0001-01-01/9999-12-31",
    ];

    // {0} is the date, {1} a number that makes ids differ.
    public static TheoryData<string, string> Members => new()
    {
        { "RecordCommitment", """{"commitment": "c-{1}", "by": ["ru"], "what": "x", "due": "{0}"}""" },
        { "ScheduleRound", """{"round": "r-{1}", "planned": "{0}", "status": "agreed"}""" },
        { "PostponeRound", """{"round": "r", "planned": "{0}"}""" },
        { "RecordMemo",
            """
            {"memo": "m-{1}", "kind": "memorandum", "from": "ua", "to": "ru", "title": "x", "disclosure": "withheld",
             "replyDue": "{0}"}
            """ },
        { "RecordMemoAnswer", """{"memo": "m", "by": "ru", "answer": "reviewing", "replyDue": "{0}"}""" },
        { "RecordExchangeAgreement",
            """{"exchange": "e-{1}", "legs": [{"leg": "one", "from": "ru", "to": "ua", "category": "remains"}], "due": "{0}"}""" },
        { "RecordExchangePostponement", """{"exchange": "e", "until": "{0}"}""" },
        { "RecordCeasefire", """{"ceasefire": "f-{1}", "by": ["ru"], "kind": "general", "from": "{0}"}""" },
        { "RecordCeasefire", """{"ceasefire": "f-{1}", "by": ["ru"], "kind": "general", "from": "2025-06-02", "until": "{0}"}""" },
        { "ChangeActor", """{"actor": "ru", "from": "{0}", "name": "x"}""" },
        { "ClaimFigure", """{"measure": "incident/i/when", "value": "{0}"}""" },
        { "RecordPosition", """{"actor": "ua", "stance": "demand", "text": "x", "occurred": "{0}"}""" },
        { "RecordExchangeStage",
            """{"exchange": "e", "stage": "s-{1}", "deliveries": [{"leg": "one", "quantity": 1}], "occurred": "{0}"}""" },
        { "RecordTalks", """{"round": "t-{1}", "delegations": [{"party": "ua"}], "occurred": "{0}"}""" },
        { "RecordPosition",
            """{"actor": "ua", "stance": "demand", "text": "x", "report": {"source": {"publisher": "x", "publishedAt": "{0}"}}}""" },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public async Task A_date_at_the_edge_of_the_calendar_is_recorded_or_refused_and_every_answer_goes_on(string command, string fields)
    {
        var scribe = await shared.Scribe();
        foreach (var (made, said) in new[]
        {
            ("ScheduleRound", """{"round": "r", "planned": "2025-06-30", "status": "agreed"}"""),
            ("RecordMemo", """{"memo": "m", "kind": "memorandum", "from": "ua", "to": "ru", "title": "x", "disclosure": "withheld"}"""),
            ("RecordExchangeAgreement", """{"exchange": "e", "legs": [{"leg": "one", "from": "ru", "to": "ua", "category": "remains"}]}"""),
            ("RecordIncident", """{"incident": "i", "kind": "strike", "text": "x"}"""),
        })
            await scribe.Accepted(made, said);

        for (var i = 0; i < Edges.Length; i++)
        {
            var (status, body) = await scribe.Post(command, fields.Replace("{0}", Edges[i], StringComparison.Ordinal)
                .Replace("{1}", $"{i}", StringComparison.Ordinal));
            ((int)status).ShouldBeOneOf([201, 400, 409, 422], $"{Edges[i]}: {body.ToJsonString()}");
        }

        await shared.Service.IsIndexed();
        foreach (var path in Paths(scribe.Negotiation)) ((int)(await scribe.Client.GetAsync(new Uri(path, UriKind.Relative),
            TestContext.Current.CancellationToken)).StatusCode).ShouldBeLessThan(500, path);
    }

    private static IEnumerable<string> Paths(string negotiation)
    {
        string[] answers = ["", "/tracks/t1", "/tracks/t1/facts", "/rounds", "/ledger", "/commitments", "/claims", "/timeline",
            "/facts.csv", "/ledger.csv", "/claims.csv"];
        foreach (var answer in answers)
            foreach (var query in new[] { "", "?asOf=9999-12-31", "?asOf=0001-01-01", "?knownAt=9999-12-31",
                "?knownAt=0001-01-01T00:00:00Z", "?recordedUntil=9999-12-31T23:59:59.999999Z" })
                yield return $"/negotiations/{negotiation}{answer}{query}";
        foreach (var path in new[] { "/timeline?from=0001-01-01&to=9999-12-31", "/feed.atom", "/feed.json", "/calendar.ics", "/export",
            "/replay?over=world&step=month&from=9999-01-01&to=9999-12-31",
        "/replay?over=knowledge&step=day&from=0001-01-01&to=0001-01-05" })
            yield return $"/negotiations/{negotiation}{path}";
        foreach (var path in new[] { "/calendar", "/calendar?asOf=9999-12-31", "/calendar?asOf=0001-01-01", "/commitments?asOf=9999-12-31",
            "/ledger?asOf=9999-12-31" }) yield return path;
    }
}
