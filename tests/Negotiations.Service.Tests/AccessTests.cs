using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Domain.Facts;
using Npgsql;

namespace Negotiations.Service.Tests;

/// <summary>What is hidden from whom, what is refused, and the audit trail.</summary>
public sealed class AccessTests(ServiceUnderTest service) : IClassFixture<ServiceUnderTest>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly (string Body, string Code)[] NoKeys =
    [
        ("""{"name": "Desk"}""", "missing-member"),
        ("""{"name": "Desk", "grants": []}""", "invalid-grants"),
        ("""{"name": "Desk", "grants": ["editr"]}""", "unknown-word"),
        ("""{"name": "Desk", "grants": ["editor:Russia"]}""", "invalid-key"),
        ("""{"name": "Desk", "grants": ["operator:russia-ukraine"]}""", "malformed"),
        ("""{"name": "system", "grants": ["reader"]}""", "invalid-name"),
        ("""{"name": "local", "grants": ["reader"]}""", "invalid-name"),
        ("""{"name": "oidc:somebody", "grants": ["reader"]}""", "invalid-name"),
        ("""{"name": "Desk", "grants": ["reader"], "expiresAt": "2020-01-01T00:00:00Z"}""", "past-date"),
        ("""{"name": "Desk", "grants": ["reader"], "secret": "x"}""", "unknown-member"),
        ("nothing", "malformed"),
    ];

    [Fact]
    public async Task What_is_no_key_is_refused()
    {
        using var local = service.CreateClient();
        var before = (await local.Get("/keys"))["items"]!.AsArray().Count;
        foreach (var (body, code) in NoKeys)
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var response = await local.PostAsync(new Uri("/keys", UriKind.Relative), content, Cancellation);
            JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!.At("code").ShouldBe(code, body);
        }
        (await local.Get("/keys"))["items"]!.AsArray().Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_negotiation_that_somebody_may_not_read_does_not_exist_for_them()
    {
        using var local = await service.CreateClient().OnItsOwn().WithNegotiation();
        foreach (var key in new[] { "secret-talks", "open-talks" })
            await local.PostRaw("OpenNegotiation", $$"""{"negotiation": "{{key}}", "title": "Talks"}""");
        await local.PostRaw("AddActor", """{"negotiation": "secret-talks", "actor": "xx", "name": "X", "kind": "state"}""");
        await local.PostRaw("OpenTrack", """{"negotiation": "secret-talks", "track": "hidden-track", "title": "x", "subject": "other"}""");
        var (_, fact) = await local.PostRaw("RecordCommitment",
            """
            {"negotiation": "secret-talks", "tracks": ["hidden-track"], "occurred": "2025-06-02",
             "report": {"source": {"publisher": "x"}}, "commitment": "c-1", "by": ["xx"], "what": "x",
             "due": "2025-06-30"}
            """);
        fact.At("factId").ShouldNotBeNull(fact.ToJsonString());
        using var reader = await service.ClientOf("reader:open-talks");

        (await reader.Get("/negotiations"))["items"]!.AsArray().Select(item => item!.At("negotiation")).ShouldBe(["open-talks"]);
        foreach (var everywhere in new[] { "/negotiations", "/ledger", "/commitments", "/calendar" })
            (await reader.Get(everywhere)).ToJsonString().ShouldNotContain("secret");
        foreach (var path in new[] { "", "/timeline", "/ledger", "/stream", "/feed.atom", "/calendar.ics", "/export", "/facts.csv",
            "/tracks/hidden-track", "/tracks/hidden-track/facts", "/claims", "/rounds", "/replay" })
            (await Problem(reader, $"/negotiations/secret-talks{path}")).ShouldBe(await Same(reader, path), path);
        // Near what is secret, and near what is not.
        (await Problem(reader, "/negotiations/secret-talk")).ShouldNotContain("did you mean");
        (await Problem(reader, "/negotiations/open-talk")).ShouldContain("did you mean 'open-talks'");
        using var writer = await service.ClientOf("recorder:open-talks", "recorder:secret-talk");
        (await writer.PostRaw("OpenTrack",
            """{"negotiation": "secret-talk", "track": "t", "title": "x", "subject": "other"}"""))
            .Body.At("detail")!.ShouldNotContain("secret-talks");
        (await Problem(writer, "/negotiations/secret-talk")).ShouldNotContain("secret-talks");
        (await Problem(reader, $"/facts/{fact.At("factId")}")).ShouldContain("unknown-fact");
    }

    [Fact]
    public async Task Facts_tell_who_recorded_them_and_what_was_refused_is_in_the_audit_trail_which_cannot_be_changed()
    {
        using var local = await service.CreateClient().OnItsOwn().WithNegotiation();
        using var recorder = await service.ClientOf($"recorder:{Requests.N}");
        var receipt = await recorder.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "x"}""");
        var name = (await local.Get($"/facts/{receipt.At("factId")}")).At("recorded/by");
        (await recorder.Post("RetractFact", $$"""{"fact": "{{receipt.At("factId")}}", "reason": "x"}"""))
            .Status.ShouldBe(HttpStatusCode.Forbidden);
        (await recorder.Post("RecordPosition",
            $$"""{"actor": "ua", "stance": "comment", "text": "y", "supersedes": "{{receipt.At("factId")}}"}"""))
            .Status.ShouldBe(HttpStatusCode.Forbidden);
        (await recorder.Status("/keys")).ShouldBe(HttpStatusCode.Forbidden);

        var refused = (await local.Audit("refused")).Where(entry => entry.At("by") == name);

        name.ShouldStartWith($"recorder-{Requests.N}");
        refused.Select(entry => (entry.At("by"), entry.At("thing"), entry.At("negotiation")))
            .ShouldBe([(name, "GET /keys", null), (name, "RecordPosition", Requests.N), (name, "RetractFact", Requests.N)]);
        foreach (var sql in new[] { "update {0}.mt_doc_audit set data = '{}'", "delete from {0}.mt_doc_audit" })
            (await Should.ThrowAsync<PostgresException>(service.ByHand(sql))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await local.Get("/audit?limit=1")).At("next").ShouldNotBeNull();
        (await Problem(local, "/audit?action=listopened")).ShouldContain("unknown-word");
    }

    [Fact]
    public async Task The_printed_address_signs_a_browser_in_once()
    {
        using var local = await service.CreateClient().OnItsOwn().WithNegotiation();
        var address = service.Services.GetRequiredService<Access.SignIn>().Offer(OperatorsKey.Text.Split('_')[1]);
        using var browser = service.CreateDefaultClient();

        using var first = await browser.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        using var second = await browser.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        var cookie = first.Headers.GetValues("Set-Cookie").Single();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/negotiations") { Headers = { { "Cookie", cookie.Split(';')[0] } } };
        using var signedIn = await browser.SendAsync(request, Cancellation);

        (first.StatusCode, first.Headers.Location!.ToString(), second.StatusCode, signedIn.StatusCode)
            .ShouldBe((HttpStatusCode.Redirect, "/", HttpStatusCode.Unauthorized, HttpStatusCode.OK));
        cookie.ShouldSatisfyAllConditions(it => it.ShouldContain("httponly", Case.Insensitive),
            it => it.ShouldContain("samesite=lax", Case.Insensitive));
        (await local.Audit("signedIn")).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080", null, false)]
    [InlineData("http://*:5080", null, false)]
    [InlineData("http://[::]:5080", null, false)]
    [InlineData("http://192.0.2.7:5080", null, false)]
    [InlineData("http://127.0.0.1:5080;http://negotiations.example:80", null, false)]
    [InlineData("http://127.0.0.1:5080", null, true)]
    [InlineData("http://[::1]:5080", null, true)]
    [InlineData("http://localhost:5080", null, true)]
    [InlineData("https://0.0.0.0:5443", null, true)]
    [InlineData("http://0.0.0.0:5080", "10.0.0.0/8", true)]
    public void Beyond_its_machine_the_service_listens_only_with_TLS_or_behind_a_trusted_proxy(string urls, string? proxies, bool mayStart)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { ["urls"] = urls, ["Proxy:Trusted"] = proxies };

        if (mayStart) Should.NotThrow(() => Access.ListenAddressPolicy.Check(configuration));
        else Should.Throw<Access.AccessSettingException>(() =>
            Access.ListenAddressPolicy.Check(configuration)).Message.ShouldContain("in clear");
    }

    // What a negotiation answers that really is not there, with the name in its place.
    private static async Task<string> Same(HttpClient client, string path) =>
        (await Problem(client, $"/negotiations/unheard-of-talk{path}"))
        .Replace("unheard-of-talk", "secret-talks", StringComparison.Ordinal);

    private static async Task<string> Problem(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        response.IsSuccessStatusCode.ShouldBeFalse(path);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Cancellation)}";
    }
}
