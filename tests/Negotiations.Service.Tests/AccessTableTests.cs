using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Commands;
using Negotiations.Service.Http;
using Negotiations.Service.Pages;
using Negotiations.Web.Frame;
using Wolverine;
using static Negotiations.Service.Tests.AccessTable;

namespace Negotiations.Service.Tests;

/// <summary>
/// Every endpoint and every command of the bus, by every role, in the negotiation that the role is for, in another, and with no caller. The
/// list of endpoints is the service's own: one without a line here fails.
/// </summary>
public sealed partial class AccessTableTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Own = "own", Other = "other";
    private static readonly string[] Roles = [.. Words.All<AccessRole>()];
    private static readonly string?[] Refusals = ["not-permitted", "unknown-negotiation"];

    private readonly ServiceUnderTest service = new(postgres);
    private readonly Dictionary<string, HttpClient> callers = [];
    private HttpClient local = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        local = service.CreateClient();
        foreach (var negotiation in new[] { Own, Other })
        {
            (await local.PostRaw("OpenNegotiation", $$"""{"negotiation": "{{negotiation}}", "title": "x"}"""))
                .Status.ShouldBe(HttpStatusCode.Created);
            (await local.PostRaw("OpenTrack",
                $$"""{"negotiation": "{{negotiation}}", "track": "t", "title": "x", "subject": "other"}"""))
                .Status.ShouldBe(HttpStatusCode.Created);
        }
        foreach (var role in Roles) callers[role] = await service.ClientOf(role == "operator" ? role : $"{role}:{Own}");
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Every_endpoint_lets_in_those_whom_README_names_and_nobody_else()
    {
        using var nobody = service.CreateDefaultClient();
        var endpoints = Endpoints().ToArray();
        endpoints.Select(endpoint => endpoint.Name).Where(name => !Rules.ContainsKey(name)).Except(Open)
            .ShouldBeEmpty("an endpoint without a rule in this table");
        Rules.Keys.Concat(Open).Except(endpoints.Select(endpoint => endpoint.Name)).ShouldBeEmpty("a rule for no endpoint");

        foreach (var (name, address, isAnonymous, hasRule, isPage) in endpoints)
        {
            (isAnonymous, hasRule).ShouldBe((Open.Contains(name), !Open.Contains(name)), name);
            if (isAnonymous) continue;
            (await Ask(nobody, name, address, Own, isPage)).Status.ShouldBe(HttpStatusCode.Unauthorized, name);
            foreach (var role in Roles)
            {
                var isAllowed = Rules[name].Contains(role);
                (await IsRefused(callers[role], name, address, Own, Readers.Contains(role), isPage))
                    .ShouldBe(!isAllowed, $"{role}: {name}");
                if (!address.Contains("{negotiation}", StringComparison.Ordinal)) continue;
                (await IsRefused(callers[role], name, address, Other, mayKnow: false, isPage)).ShouldBeTrue($"{role} elsewhere: {name}");
            }
        }
    }

    [Fact]
    public async Task Every_command_is_taken_by_HTTP_and_by_the_bus_from_those_whose_role_it_needs_and_from_nobody_else()
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Samples", "examples.ndjson")))
        {
            var name = JsonNode.Parse(line)!.At("command")!;
            foreach (var role in Roles)
            {
                var isAllowed = role is "editor" || (role is "recorder" && !Editing.Contains(name));
                foreach (var (negotiation, mayKnow) in new[] { (Own, role != "operator"), (Other, false) })
                {
                    var body = JsonNode.Parse(line)!.AsObject();
                    (body["negotiation"], body["commandId"]) = (negotiation, $"{Guid.NewGuid()}");
                    body.Remove("command");
                    var (byHttp, problem) = await callers[role].PostRaw(name, body.ToJsonString());
                    var byBus = await ByBus(name, body, role);
                    var expected = isAllowed && negotiation == Own ? null : mayKnow || name == "OpenNegotiation" ? "not-permitted"
                        : "unknown-negotiation";
                    Code(problem).ShouldBe(expected, $"{role} in {negotiation}: {name}, {byHttp}");
                    Code(byBus).ShouldBe(expected, $"{role} in {negotiation} by the bus: {name}");
                }
            }
        }
        (await local.Get($"/negotiations/{Other}")).At("tracks/0/version").ShouldBe("1");

        static string? Code(JsonObject? problem) => problem?.At("code") is { } code && Refusals.Contains(code) ? code : null;
    }

    private async Task<JsonObject?> ByBus(string name, JsonObject body, string role)
    {
        var command = CommandReader.Read(name, Encoding.UTF8.GetBytes(body.ToJsonString())).Value!;
        await using var scope = service.Services.CreateAsyncScope();
        var caller = new Caller(role, [Grant.Parse(role == "operator" ? role : $"{role}:{Own}").Value!]);
        var result = await scope.ServiceProvider.GetRequiredService<IMessageBus>()
            .InvokeAsync<CommandResult>(command with { CommandId = Guid.NewGuid() }, caller.AsSender(), Cancellation);
        return result.Refusals is [] ? null : Problems.Json(result.Refusals);
    }

    private IEnumerable<(string Name, string Address, bool IsAnonymous, bool HasRule, bool IsPage)> Endpoints() =>
        from endpoint in service.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let path = ("/" + endpoint.RoutePattern.RawText!.Trim('/')).Replace(SiteAssets.Root, "/assets", StringComparison.Ordinal)
        where !path.StartsWith("/commands/", StringComparison.Ordinal) || path == "/commands/{name}"
        where !path.StartsWith("/record/", StringComparison.Ordinal) || path == "/record/RecordTalks"
        from method in (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Except(["HEAD"])
        select ($"{method} {path}", path, endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
            endpoint.Metadata.GetMetadata<AccessRule>() is not null, endpoint.Metadata.GetMetadata<PageMark>() is not null);

    // What may not be known is answered as if it were not there; what may be, with 403.
    private static async Task<bool> IsRefused(HttpClient client, string name, string address, string negotiation, bool mayKnow, bool isPage)
    {
        var (status, code) = await Ask(client, name, address, negotiation, isPage);
        if (status is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound) || !Refusals.Contains(code)) return false;
        code.ShouldBe(mayKnow || !address.Contains("{negotiation}", StringComparison.Ordinal) ? "not-permitted" : "unknown-negotiation",
            name);
        return true;
    }

    private static async Task<(HttpStatusCode Status, string? Code)> Ask(HttpClient client, string name, string address, string negotiation,
        bool isPage)
    {
        var path = address.Replace("{negotiation}", negotiation, StringComparison.Ordinal).Replace("{track}", "t", StringComparison.Ordinal)
            .Replace("{documentName}", "v1", StringComparison.Ordinal)
            .Replace("{**measure}", "round/r/duration", StringComparison.Ordinal).Replace("{id}", $"{Guid.Empty}", StringComparison.Ordinal)
                .Replace("{list}", "l", StringComparison.Ordinal).Replace("{key}", "0000000000000000", StringComparison.Ordinal)
                .Replace("{name}", "Nothing", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Parse(name.Split(' ')[0]), new Uri(path, UriKind.Relative));
        if (isPage) request.Headers.Accept.ParseAdd("text/html");
        if (request.Method != HttpMethod.Get)
            request.Content = new StringContent("", Encoding.UTF8, path is "/commands" or "/import" ? "application/x-ndjson"
            : "application/json");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        var isProblem = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
        if (isPage) return (response.StatusCode, CodeOn(await response.Content.ReadAsStringAsync(Cancellation)));
        return (response.StatusCode, isProblem ? JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!.At("code") : null);
    }

    // The code that the page of a problem shows.
    private static string? CodeOn(string page) => ShownCode.Match(page) is { Success: true, Groups: var groups } ? groups["code"].Value
        : null;

    [GeneratedRegex("<p class=\"muted\">[0-9]+ · <code>(?<code>[a-z-]+)</code>", RegexOptions.ExplicitCapture)]
    private static partial Regex ShownCode { get; }
}
