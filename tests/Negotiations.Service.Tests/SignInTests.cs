using System.Net;
using System.Text.RegularExpressions;

namespace Negotiations.Service.Tests;

/// <summary>How browsers come in, and what they may not do by a cookie alone.</summary>
public sealed partial class SignInTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_a_key_one_comes_to_where_one_wanted_and_stays_if_one_asks()
    {
        await using var service = new ServiceUnderTest(postgres);
        using var browser = Browser(service);

        var (refused, _) = await SignIn(browser, ("key", "neg_0123456789abcdef_" + new string('x', 43)));
        var (once, brief) = await SignIn(Browser(service), ("key", OperatorsKey.Text), ("to", "/negotiations?limit=3"));
        var (elsewhere, _) = await SignIn(Browser(service), ("key", OperatorsKey.Text), ("to", "//example.org/"));
        var (_, lasting) = await SignIn(Browser(service), ("key", OperatorsKey.Text), ("stay", "true"));

        refused.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await refused.Content.ReadAsStringAsync(Cancellation)).ShouldContain("This key is not valid here");
        (once.StatusCode, once.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.Redirect, "/negotiations?limit=3"));
        elsewhere.Headers.Location!.ToString().ShouldBe("/");
        (brief!.Contains("expires", StringComparison.OrdinalIgnoreCase), lasting!.Contains("expires", StringComparison.OrdinalIgnoreCase))
            .ShouldBe((false, true));
    }

    [Fact]
    public async Task By_a_cookie_alone_nothing_is_changed()
    {
        await using var service = new ServiceUnderTest(postgres);
        using var browser = Browser(service);
        await SignIn(browser, ("key", OperatorsKey.Text));

        using var command = new StringContent("""{"negotiation": "n", "title": "N"}""", System.Text.Encoding.UTF8, "application/json");
        using var byCommand = await browser.PostAsync(new Uri("/commands/OpenNegotiation", UriKind.Relative), command, Cancellation);
        using var byForm = await browser.PostAsync(new Uri("/record/OpenNegotiation", UriKind.Relative),
            new FormUrlEncodedContent([KeyValuePair.Create("step", "record"), KeyValuePair.Create("negotiation", "n"),
                KeyValuePair.Create("title", "N")]), Cancellation);

        (byCommand.StatusCode, byForm.StatusCode, await service.EventCount())
            .ShouldBe((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, 0));
        (await browser.GetStringAsync(new Uri("/negotiations?format=json", UriKind.Relative), Cancellation)).ShouldContain("\"items\": []");
    }

    [Fact]
    public async Task An_address_for_one_s_own_key_is_made_again_and_is_not_used_up_by_a_look()
    {
        await using var service = new ServiceUnderTest(postgres);
        using var local = service.CreateClient();
        using var made = await local.PostAsync(new Uri("/sign-in/once", UriKind.Relative), null, Cancellation);
        var address = System.Text.Json.Nodes.JsonNode.Parse(await made.Content.ReadAsStringAsync(Cancellation))!.At("address")!;
        using var browser = Browser(service);

        using var look = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, address), Cancellation);
        using var first = await browser.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        using var second = await Browser(service).GetAsync(new Uri(address, UriKind.Relative), Cancellation);

        (made.StatusCode, first.StatusCode, second.StatusCode)
            .ShouldBe((HttpStatusCode.Created, HttpStatusCode.Redirect, HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task At_a_provider_one_signs_in_with_what_one_s_role_there_permits()
    {
        await using var provider = await IdentityProvider.Start();
        await using var service = new ServiceUnderTest(postgres).With("Oidc:Authority", provider.Address)
            .With("Oidc:Audience", "negotiations").With("Oidc:ClientId", IdentityProvider.Pages).With("Oidc:Roles:desk", "reader:n");
        service.UseKestrel(0);
        service.StartServer();
        // The provider and the browser go by the real clock.
        service.Clock.AdjustTime(DateTimeOffset.UtcNow);
        using var local = service.CreateClient();
        await local.PostRaw("OpenNegotiation", """{"negotiation": "n", "title": "Read by the desk"}""");
        await local.PostRaw("OpenNegotiation", """{"negotiation": "o", "title": "Another"}""");
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() })
        { BaseAddress = service.ClientOptions.BaseAddress };
        browser.DefaultRequestHeaders.Add("Accept", "text/html");

        (await browser.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation)).ShouldContain("Sign in with your organisation");
        var page = await browser.GetStringAsync(new Uri("/sign-in/provider?to=/negotiations", UriKind.Relative), Cancellation);

        page.ShouldSatisfyAllConditions(it => it.ShouldContain("Read by the desk"), it => it.ShouldNotContain("Another"),
            it => it.ShouldContain("oidc:anna"));
        (await local.Audit("signedIn")).Select(entry => entry.At("by")).ShouldBe(["oidc:anna"]);
    }

    [Fact]
    public async Task What_is_public_is_read_without_signing_in_and_nothing_else()
    {
        await using var service = new ServiceUnderTest(postgres).With("Access:Public", "open-one");
        using var local = service.CreateClient();
        foreach (var key in new[] { "open-one", "closed-one" })
            await local.PostRaw("OpenNegotiation", $$"""{"negotiation": "{{key}}", "title": "It is {{key}}"}""");
        using var stranger = Browser(service);

        var home = await stranger.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);
        using var open = await stranger.GetAsync(new Uri("/negotiations/open-one", UriKind.Relative), Cancellation);
        using var closed = await stranger.GetAsync(new Uri("/negotiations/closed-one", UriKind.Relative), Cancellation);
        using var keys = await stranger.GetAsync(new Uri("/keys", UriKind.Relative), Cancellation);
        using var recorded = await stranger.PostAsync(new Uri("/commands/OpenNegotiation", UriKind.Relative),
            new StringContent("""{"negotiation": "mine", "title": "x"}""", System.Text.Encoding.UTF8, "application/json"), Cancellation);

        home.ShouldSatisfyAllConditions(it => it.ShouldContain("It is open-one"), it => it.ShouldNotContain("closed-one"),
            it => it.ShouldNotContain("Record a fact"));
        (open.StatusCode, closed.StatusCode, keys.StatusCode, recorded.StatusCode)
            .ShouldBe((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Who_signs_out_ends_the_session_for_every_copy_of_its_cookie()
    {
        await using var service = new ServiceUnderTest(postgres);
        using var browser = Browser(service);
        var (_, cookie) = await SignIn(browser, ("key", OperatorsKey.Text));
        using var thief = service.CreateDefaultClient();
        thief.DefaultRequestHeaders.Add("Cookie", cookie!.Split(';')[0]);
        var before = await thief.Status("/negotiations");
        var page = await browser.GetStringAsync(new Uri("/sign-out", UriKind.Relative), Cancellation);

        using var left = await Posted(browser, "/sign-out", Token.Match(page).Groups["token"].Value);

        (before, left.StatusCode, await thief.Status("/negotiations"))
            .ShouldBe((HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/sign-in/once")]
    [InlineData("/record/OpenNegotiation")]
    public async Task What_comes_from_another_site_is_refused_with_a_token_and_without_a_body_too(string address)
    {
        using var browser = Browser(postgres.Shared.Service);
        await SignIn(browser, ("key", OperatorsKey.Text));
        var page = await browser.GetStringAsync(new Uri("/sign-out", UriKind.Relative), Cancellation);
        var token = Token.Match(page).Groups["token"].Value;
        foreach (var origin in new[] { "https://elsewhere.example", "null", "http://localhost.elsewhere.example", "http://localhost:81" })
        {
            using var posted = await Posted(browser, address, token, origin);
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Headers = { { "Origin", origin }, { "Form-Token",
                token } }
            };
            using var bare = await browser.SendAsync(request, Cancellation);
            (posted.StatusCode, bare.StatusCode).ShouldBe((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), origin);
        }
    }

    private static async Task<HttpResponseMessage> Posted(HttpClient browser, string address, string token, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("form-token", token)])
        };
        if (origin is not null) request.Headers.Add("Origin", origin);
        return await browser.SendAsync(request, Cancellation);
    }

    [Theory]
    [InlineData("/negotiations/n?q=%00")]
    [InlineData("/record/RecordTalks?negotiation=%00")]
    [InlineData("/timeline?q=a%00b")]
    public async Task A_character_that_is_none_is_refused(string address)
    {
        using var client = postgres.Shared.Service.CreateClient();
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static HttpClient Browser(ServiceUnderTest service)
    {
        var browser = service.CreateDefaultClient(new Cookies());
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        return browser;
    }

    // Fills in the form; the cookie that one is signed in by.
    private static async Task<(HttpResponseMessage Answer, string? Cookie)> SignIn(HttpClient browser,
        params (string Name, string Value)[] fields)
    {
        var page = await browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative), Cancellation);
        var token = Token.Match(page).Groups["token"].Value;
        var answer = await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent(
            [KeyValuePair.Create("form-token", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]),
                Cancellation);
        return (answer, answer.Headers.TryGetValues("Set-Cookie", out var cookies)
            ? cookies.FirstOrDefault(cookie => cookie.StartsWith("negotiations=", StringComparison.Ordinal)) : null);
    }

    [GeneratedRegex("name=\"form-token\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Token { get; }

    // Keeps cookies as a browser does.
    private sealed class Cookies : DelegatingHandler
    {
        private readonly CookieContainer kept = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = new Uri(new Uri("http://localhost"), request.RequestUri!);
            if (kept.GetCookieHeader(address) is { Length: > 0 } cookies) request.Headers.Add("Cookie", cookies);
            var response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
                foreach (var cookie in set) kept.SetCookies(address, cookie);
            return response;
        }
    }
}
