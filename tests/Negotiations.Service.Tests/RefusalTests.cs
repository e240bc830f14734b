using System.Net;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>
/// Bad input: a clear answer for the sender, and nothing appended. Of the rules only some are here, which show that commands are decided on
/// what is recorded; the tests of the domain go over all of them.
/// </summary>
public sealed class RefusalTests(ServiceUnderTest service) : IClassFixture<ServiceUnderTest>, IAsyncLifetime
{
    private const string Exchange =
        """{"exchange": "e-1", "terms": "numberForNumber", "legs": [{"leg": "ru-ua", "from": "ru", "to": "ua", "category": "remains"}]}""";
    private const string Memo =
        """
        {"tracks": ["terms"], "memo": "memo-1", "kind": "draft", "from": "ru", "to": "ua", "title": "Terms",
         "disclosure": "withheld"}
        """;
    private readonly HttpClient client = service.CreateClient();

    public async ValueTask InitializeAsync()
    {
        if (await service.EventCount() > 0) return;
        await client.WithNegotiation();
        await client.Accepted("RecordExchangeAgreement", Exchange);
        await client.Accepted("RecordMemo", Memo);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("RecordPosition",
        """{"negotiation": "russia-ukrain", "actor": "ua", "stance": "demand", "text": "x"}""",
        404, "unknown-negotiation", "negotiation", "russia-ukraine")]
    [InlineData("RecordPosition",
        """{"tracks": ["remain"], "actor": "ua", "stance": "demand", "text": "x"}""",
        404, "unknown-track", "tracks[0]", "did you mean 'remains'")]
    [InlineData("RecordPosition",
        """{"actor": "ua/umerow", "stance": "demand", "text": "x"}""", 422, "unknown-actor", "actor", "did you mean 'ua/umerov'")]
    [InlineData("RecordChildList",
        """{"list": "list-2", "from": "ua", "to": "ru", "listed": 1, "names": ["x"]}""", 400, "unknown-member", "names", "no member")]
    [InlineData("RecordChildList",
        """{"list": "list-2", "from": "ua", "to": "ru", "listed": 1, "facts": []}""", 400, "unknown-member", "facts", "no member")]
    [InlineData("AddActor", """{"actor": "ua", "name": "x", "kind": "state"}""", 409, "actor-exists", "actor", "ChangeActor")]
    [InlineData("RecordMemo", Memo, 409, "memo-exists", "memo", "memo-1")]
    [InlineData("RecordExchangeAgreement",
        """
        {"exchange": "e-2", "terms": "unilateral",
         "legs": [{"leg": "a", "from": "ru", "to": "ua", "category": "remains", "quantity": {"value": -1}}]}
        """, 422, "negative-quantity", "legs[0].quantity", "zero")]
    [InlineData("RecordChildList",
        """{"list": "list-2", "from": "ua", "to": "ru", "listed": {"between": [25, 18]}}""", 422, "empty-range", "listed", "[25, 18]")]
    [InlineData("RecordMemoAnswer",
        """{"tracks": ["terms"], "memo": "memo-2", "by": "ua", "answer": "accepted"}""",
        422, "unknown-memo", "memo", "did you mean 'memo-1'")]
    [InlineData("ClaimFigure", """{"measure": "exchange/e-1/ru-us/agreed", "value": 1}""", 422, "unknown-leg", "measure",
        "did you mean 'ru-ua'")]
    [InlineData("ClaimFigure", """{"measure": "exchange/e-1/promised", "value": 1}""", 422, "invalid-measure", "measure",
        "exchange/{id}/agreed")]
    [InlineData("RecordPosition",
        """{"occurred": "2025-06-22", "actor": "ua", "stance": "demand", "text": "x"}""", 422, "in-the-future", "occurred", "tomorrow")]
    [InlineData("RecordPosition",
        """{"occurred": "last week", "actor": "ua", "stance": "demand", "text": "x"}""", 422, "unreadable-date", "occurred", "2025-06-02")]
    [InlineData("RecordPosition",
        """{"tracks": ["Remains"], "actor": "ua", "stance": "demand", "text": "x"}""", 422, "invalid-key", "tracks[0]", "lower-case")]
    [InlineData("RecordPosition", """{"actor": "ua", "stance": "demand", "text": "x\u0000y"}""", 422, "unreadable-text", "text", "control")]
    [InlineData("RecordPosition", """{"actor": "ua", "stance": "demand", "text": "x\ufffey"}""", 422, "unreadable-text", "text", "U+FFFE")]
    [InlineData("RecordPosition", """{"actor": "ua", "stance": "demand", "text": "x\uffff"}""", 422, "unreadable-text", "text", "U+FFFF")]
    [InlineData("RecordPosition", """{"actor": "ua", "stance": "demands", "text": "x"}""", 400, "unknown-word", "stance",
        "demand, condition, proposal")]
    [InlineData("RecordPosition",
        """{"actor": "ua", "stance": "demand", "text": "x", "colour": "red"}""", 400, "unknown-member", "colour", "colour")]
    [InlineData("RecordPosition",
        """{"actor": "ua", "stance": "demand", "text": "x", "report": {"source": {"publisher": "p", "editor": "e"}}}""",
        400, "unknown-member", "report.source.editor", "editor")]
    [InlineData("RecordPosition", """{"actor": "ua", "stance": "demand"}""", 400, "missing-member", "text", "text")]
    [InlineData("RecordPosition",
        """{"actor": "ua", "stance": "demand", "text": "x", "report": null}""", 400, "missing-member", "report", "publisher")]
    [InlineData("RecordPosition", """{"actor": "ua", "stance": "demand", "text": null}""", 400, "wrong-type", "text", "text")]
    [InlineData("RecordPosition", """{"actor": "ua", "stance": "demand", "text": 5}""", 400, "wrong-type", "text", "text")]
    [InlineData("RecordPosition",
        """{"actor": "ua", "stance": "demand", "text": "x", "commandId": "no"}""", 400, "wrong-type", "commandId", "commandId")]
    [InlineData("RecordPosition",
        """{"actor": "ua", "stance": "demand", "text": "x", "commandId": "00000000-0000-0000-0000-000000000000"}""",
        400, "invalid-id", "commandId", "zeros")]
    [InlineData("RecordPosition",
        """{"actor": "ua", "stance": "demand", "text": "x", "tracks": [null]}""", 400, "null-item", "tracks", "null")]
    [InlineData("RecordIncident", """{"incident": "i", "kind": "k", "text": "x", "by": [null]}""", 400, "null-item", "by", "null")]
    [InlineData("OpenNegotiation",
        """{"negotiation": "new", "title": "x", "externalIds": {"a\u0000b": "1"}}""", 400, "unreadable-text", null, "control")]
    [InlineData("OpenNegotiation",
        """{"negotiation": "new", "title": "x", "externalIds": {"a": null}}""", 422, "empty-text", "externalIds.a", "empty")]
    [InlineData("RecordChildList",
        """{"list": "list-2", "from": "ua", "to": "ru", "listed": {"value": 1, "unit": "x"}}""",
        400, "unreadable-quantity", "listed", "'unit'")]
    [InlineData("ResumeTrack", """{}""", 409, "not-suspended", null, "neither")]
    [InlineData("ConfirmFact", """{"fact": "01972f40-0000-7000-8000-000000000001"}""", 422, "unknown-fact", "fact", "01972f40")]
    [InlineData("ClaimFigure", """{"measure": "incident/nowhere/persons", "value": 1}""", 422, "unknown-incident", "measure", "nowhere")]
    [InlineData("RecordPosition",
        """{"actor": "ua", "stance": "demand", "text": "x", "supersedes": "01972f40-0000-7000-8000-000000000001"}""",
        422, "unknown-fact", "supersedes", "01972f40")]
    [InlineData("RecordChildList",
        """{"list": "list-2", "from": "ua", "to": "ru", "listed": {"value": 1.5}}""", 400, "unreadable-quantity", "listed", "whole")]
    [InlineData("RecordChildList",
        """{"list": "list-2", "from": "ua", "to": "ru", "listed": {"count": 1}}""", 400, "unreadable-quantity", "listed", "atLeast")]
    public async Task It_is_refused_with_what_where_and_what_to_do(string command, string fields, int status, string code, string? field,
        string detail)
    {
        var before = await service.EventCount();

        var (answered, problem) = await client.Post(command, fields);

        ((int)answered, problem.At("code"), problem["field"]?.ToString()).ShouldBe((status, code, field), problem.ToJsonString());
        problem.At("detail")!.ShouldContain(detail);
        problem.At("status").ShouldBe(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        (await service.EventCount()).ShouldBe(before);
    }

    [Fact]
    public async Task All_faults_are_named_at_once()
    {
        var (_, problem) = await client.Post("RecordExchangeAgreement",
            """{"exchange": "e-1", "terms": "unilateral", "legs": [{"leg": "a", "from": "de", "to": "de", "category": "remains"}]}""");

        problem["errors"]!.AsArray().Select(error => error!.At("field")).ShouldBe(["exchange", "legs[0].from", "legs[0].to", "legs[0].to"]);
    }

    [Theory]
    [InlineData("{", "malformed")]
    [InlineData("[]", "malformed")]
    [InlineData("null", "malformed")]
    [InlineData("", "malformed")]
    [InlineData("""{"negotiation": "russia-ukraine", "negotiation": "russia-ukraine"}""", "duplicate-member")]
    public async Task What_is_no_JSON_object_is_malformed(string body, string code)
    {
        var (status, problem) = await client.PostRaw("OpenTrack", body);

        (status, problem.At("code")).ShouldBe((HttpStatusCode.BadRequest, code), problem.ToJsonString());
        problem.ToJsonString().ShouldNotContain("System.");
        problem.ToJsonString().ShouldNotContain("Negotiations.Service");
    }

    [Fact]
    public async Task An_unknown_command_is_answered_with_those_there_are()
    {
        var (status, problem) = await client.PostRaw("RecordTalk", "{}");

        (status, problem.At("code")).ShouldBe((HttpStatusCode.NotFound, "unknown-command"));
        problem.At("detail")!.ShouldContain("did you mean 'RecordTalks'");
    }

    [Fact]
    public async Task Other_media_types_and_bodies_beyond_the_limit_are_refused()
    {
        (await client.PostRaw("OpenTrack", "x", "text/plain")).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await client.PostRaw("OpenTrack", new string(' ', 300_000))).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("/negotiations/russia-ukrain", 404, "unknown-negotiation", "did you mean 'russia-ukraine'")]
    [InlineData("/negotiations/russia-ukraine/tracks/remain", 404, "unknown-track", "did you mean 'remains'")]
    [InlineData("/negotiations/russia-ukrain/tracks/remains", 404, "unknown-negotiation", "russia-ukraine")]
    [InlineData("/negotiations/russia-ukraine/tracks/remain/facts", 404, "unknown-track", "remains")]
    [InlineData("/negotiations/russia-ukraine?as_of=2025-06-02", 400, "unknown-parameter", "did you mean 'asOf'")]
    [InlineData("/negotiations/russia-ukraine?asOf=2025-06-02&asOf=2025-06-03", 400, "duplicate-parameter", "asOf")]
    [InlineData("/negotiations/russia-ukraine?asOf=2.6.2025", 400, "invalid-date", "2025-06-02")]
    [InlineData("/negotiations?limit=0", 400, "invalid-number", "1 to 500")]
    [InlineData("/negotiations?limit=501", 400, "invalid-number", "1 to 500")]
    [InlineData("/negotiations?cursor=A", 400, "invalid-cursor", "next")]
    [InlineData("/negotiations/russia-ukraine/tracks/remains/facts?cursor=eHg", 400, "invalid-cursor", "next")]
    [InlineData("/negotiations/russia-ukraine/timeline?type=talkHeld", 400, "unknown-word", "did you mean 'talksHeld'")]
    [InlineData("/negotiations/russia-ukraine/timeline?actor=UA", 400, "invalid-key", "lower-case")]
    [InlineData("/negotiations/russia-ukraine/timeline?track=%00", 400, "invalid-key", "lower-case")]
    [InlineData("/negotiations/russia-ukraine/timeline?q=", 400, "invalid-query", "phrase")]
    [InlineData("/negotiations/russia-ukraine/timeline?from=2025-06-03&to=2025-06-02", 400, "empty-range", "before")]
    [InlineData("/negotiations/russia-ukraine/claims?status=open", 400, "unknown-word", "disputed")]
    [InlineData("/negotiations/russia-ukraine/rounds?cursor=dGltZWxpbmUgMjAyNQ", 400, "invalid-cursor", "next")]
    [InlineData("/negotiations?cursor=AGE", 400, "invalid-cursor", "next")]
    [InlineData("/negotiations/russia-ukraine/tracks/remains?knownAt=June", 400, "invalid-date", "means its end")]
    [InlineData("/negotiations/russia-ukraine/rounds?recordedUntil=2025-06", 400, "invalid-date", "instant")]
    [InlineData("/facts/7", 400, "invalid-id", "UUID")]
    [InlineData("/facts/01972f40-0000-7000-8000-000000000001", 404, "unknown-fact", "01972f40")]
    [InlineData("/nowhere", 404, "not-found", "nothing")]
    public async Task A_query_that_cannot_be_answered_says_why(string path, int status, string code, string detail)
    {
        var (answered, problem) = await client.Refused(path);

        ((int)answered, problem.At("code")).ShouldBe((status, code), problem.ToJsonString());
        problem.At("detail")!.ShouldContain(detail);
    }
}
