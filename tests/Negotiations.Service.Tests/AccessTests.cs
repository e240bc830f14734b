using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Negotiations.Domain.Facts;
using Npgsql;

namespace Negotiations.Service.Tests;

/// <summary>Keys, tokens, what is hidden from whom, and the audit trail.</summary>
public sealed class AccessTests(ServiceUnderTest service, PostgresFixture postgres) : IClassFixture<ServiceUnderTest>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_shown_once_lets_its_holder_in_until_it_expires_or_is_revoked_and_is_stored_as_a_hash()
    {
        await using var service = new ServiceUnderTest(postgres);
        using var local = await service.CreateClient().WithNegotiation();
        var (status, made) =
            await local.Send(HttpMethod.Post, "/keys",
            new JsonObject
            {
                ["name"] = "Desk",
                ["grants"] = new JsonArray("reader"),
                ["expiresAt"] = service.Clock.GetUtcNow().AddDays(2)
            .ToString("O")
            });
        using var desk = service.CreateDefaultClient().As(made.At("key")!);

        (await Status(desk, "/negotiations")).ShouldBe(HttpStatusCode.OK);
        using var calendar = service.CreateDefaultClient();
        calendar.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"anybody:{made.At("key")}")));
        (await Status(calendar, $"/negotiations/{Requests.N}/calendar.ics")).ShouldBe(HttpStatusCode.OK);
        var listed = (await local.Get("/keys"))["items"]!.AsArray().Single(key => key!.At("name") == "Desk")!;
        (listed.At("status"), listed.At("lastUsedAt") is null, listed["key"]).ShouldBe(("active", false, null));
        (await local.Send(HttpMethod.Delete, $"/keys/{made.At("id")}")).Body.At("status").ShouldBe("revoked");
        (await Status(desk, "/negotiations")).ShouldBe(HttpStatusCode.Unauthorized);
        using var expiring = service.CreateDefaultClient()
            .As((await local.Send(HttpMethod.Post, "/keys",
            new JsonObject
            {
                ["name"] = "Desk",
                ["grants"] = new JsonArray("reader"),
                ["expiresAt"] = service.Clock.GetUtcNow().AddDays(2)
            .ToString("O")
            })).Body.At("key")!);
        (await Status(expiring, "/negotiations")).ShouldBe(HttpStatusCode.OK);
        service.Clock.Advance(TimeSpan.FromDays(3));
        (await Status(expiring, "/negotiations")).ShouldBe(HttpStatusCode.Unauthorized);

        status.ShouldBe(HttpStatusCode.Created);
        (await DatabaseSearch.Tables(service, made.At("key")!.Split('_', 3)[2])).ShouldBeEmpty();
        (await Audit(local, "keyMade"))[^1].At("detail").ShouldBe("Desk: reader");
        (await Audit(local, "keyRevoked"))[0].At("by").ShouldBe("local");
        (await Audit(local, "refused"))
            .ShouldContain(entry => entry.At("by") == "Desk" && entry.At("detail") == "the key is revoked or has expired");
    }

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
        foreach (var everywhere in new[] { "/negotiations", "/ledger", "/commitments", "/calendar" }) (await reader.Get(everywhere))
            .ToJsonString().ShouldNotContain("secret");
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
        (await Status(recorder, "/keys")).ShouldBe(HttpStatusCode.Forbidden);

        var refused = (await Audit(local, "refused")).Where(entry => entry.At("by") == name);

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
            .ShouldBe((HttpStatusCode.Redirect, "/reference/", HttpStatusCode.Unauthorized, HttpStatusCode.OK));
        cookie.ShouldSatisfyAllConditions(it => it.ShouldContain("httponly", Case.Insensitive),
            it => it.ShouldContain("samesite=strict", Case.Insensitive));
        (await Audit(local, "signedIn")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_of_the_configured_provider_counts_by_its_roles_and_any_other_for_nothing()
    {
        await using var provider = await Provider.Start();
        await using var service = new ServiceUnderTest(postgres).With("Oidc:Authority", provider.Address)
            .With("Oidc:Audience", "negotiations").With("Oidc:Roles:desk", $"recorder:{Requests.N}, reader");
        using var local = await service.CreateClient().WithNegotiation();
        using var client = service.CreateDefaultClient();

        client.As(provider.Token("negotiations", "desk"));
        var receipt = await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "x"}""");
        (await Status(client, "/keys")).ShouldBe(HttpStatusCode.Forbidden);
        (await Status(client.As(provider.Token("negotiations", "visitors")), $"/negotiations/{Requests.N}"))
            .ShouldBe(HttpStatusCode.NotFound);
        foreach (var bad in new[] { provider.Token("another", "desk"),
            provider.Token("negotiations", "desk", lifetime: TimeSpan.FromHours(-1)), Provider.Forged("negotiations", provider.Address),
        "x.y.z", "neg_0000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
            (await Status(client.As(bad), "/negotiations")).ShouldBe(HttpStatusCode.Unauthorized);

        (await local.Get($"/facts/{receipt.At("factId")}")).At("recorded/by").ShouldBe("oidc:anna");
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

    private static async Task<HttpStatusCode> Status(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return response.StatusCode;
    }

    private static async Task<JsonNode[]> Audit(HttpClient client, string action) =>
        [.. (await client.Get($"/audit?action={action}"))["items"]!.AsArray().Select(entry => entry!)];

    /// <summary>An OpenID Connect provider on this machine.</summary>
    private sealed class Provider(WebApplication app, RsaSecurityKey key) : IAsyncDisposable
    {
        public string Address { get; } =
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        public static async Task<Provider> Start()
        {
            var key = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "k1" };
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            app.MapGet("/.well-known/openid-configuration", (HttpRequest request) =>
                Results.Json(new { issuer = $"http://{request.Host}", jwks_uri = $"http://{request.Host}/keys" }));
            var parameters = key.Rsa.ExportParameters(false);
            app.MapGet("/keys", () =>
                Results.Json(new
                {
                    keys = new[] { new { kty = "RSA", use = "sig", kid = "k1", alg = "RS256",
                n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) } }
                }));
            await app.StartAsync(Cancellation);
            return new Provider(app, key);
        }

        public string Token(string audience, string role, TimeSpan? lifetime = null) =>
            Token(audience, role, Address, new SigningCredentials(key, SecurityAlgorithms.RsaSha256), lifetime ?? TimeSpan.FromHours(1));

        public static string Forged(string audience, string issuer) =>
            Token(audience, "desk", issuer,
            new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256),
        TimeSpan.FromHours(1));

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            key.Rsa.Dispose();
        }

        private static string Token(string audience, string role, string issuer, SigningCredentials credentials, TimeSpan lifetime)
        {
            // Tokens are checked by the real clock.
            var now = DateTime.UtcNow;
            return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Audience = audience,
                NotBefore = now + TimeSpan.FromMinutes(Math.Min(-1, lifetime.TotalMinutes - 60)),
                Expires = now + lifetime,
                SigningCredentials = credentials,
                Claims = new Dictionary<string, object> { ["sub"] = "anna", ["roles"] = new[] { role } },
            });
        }
    }
}
