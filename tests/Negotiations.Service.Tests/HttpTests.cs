using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>What holds for every address, and the reference of the API.</summary>
public sealed class HttpTests(PostgresFixture postgres) : IDisposable
{
    private readonly ServiceUnderTest service = postgres.Shared.Service;
    private readonly HttpClient client = postgres.Shared.Service.CreateClient().OnItsOwn();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task The_reference_describes_every_endpoint_with_what_it_takes_tells_and_refuses()
    {
        var described = (await Reference())["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}")).ToHashSet();
        string[] apart = ["/health/live", "/health/ready", "/openapi/{documentName}.json", "/commands/{name}"];

        var endpoints = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !apart.Contains(endpoint.RoutePattern.RawText)
                && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>()?.ExcludeFromDescription != true)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Where(method => method != "HEAD")
                .Select(method => $"{method} {endpoint.RoutePattern.RawText!.Replace("{**", "{", StringComparison.Ordinal)}"));

        described.ShouldBe(endpoints, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_operation_has_a_summary_and_every_parameter_and_command_member_a_description()
    {
        var reference = await Reference();
        foreach (var operation in Operations(reference))
        {
            operation.Value!["summary"].ShouldNotBeNull(operation.Key);
            foreach (var parameter in operation.Value["parameters"]?.AsArray() ?? [])
                parameter!["description"].ShouldNotBeNull(operation.Key);
            operation.Value["responses"]!.AsObject()
                .ShouldContain(response => response.Key.StartsWith('4') && response.Value!["content"]!["application/problem+json"] != null,
                operation.Key);
        }
        foreach (var command in reference["paths"]!.AsObject().Where(path => path.Key.StartsWith("/commands/", StringComparison.Ordinal))
            .Select(path => path.Key["/commands/".Length..]))
        {
            var schema = reference["components"]!["schemas"]![command]!;
            schema["additionalProperties"]!.GetValue<bool>().ShouldBeFalse(command);
            foreach (var (name, member) in schema["properties"]!.AsObject())
                member!.ToJsonString().ShouldContain("\"description\"", Case.Sensitive, $"{command}.{name}");
        }
    }

    [Fact]
    public async Task Every_example_of_the_reference_is_recorded()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Samples", "examples.ndjson"), Cancellation);
        var (_, answers) = await client.PostLines(string.Join('\n', lines));

        answers[..^1].ShouldAllBe(answer => answer.At("status") == "recorded");
        Operations(await Reference()).Where(operation => operation.Key.StartsWith("/commands/", StringComparison.Ordinal))
            .ShouldAllBe(operation => operation.Value!["requestBody"]!["content"]!["application/json"]!["example"] != null);
    }

    [Fact]
    public async Task What_is_answered_has_no_member_that_the_reference_does_not_know()
    {
        using var client = await postgres.Sampled.Client();
        var reference = await Reference();

        foreach (var path in new[] { "/negotiations/{negotiation}", "/negotiations/{negotiation}/tracks/{track}",
            "/negotiations/{negotiation}/tracks/{track}/facts", "/negotiations/{negotiation}/timeline",
        "/negotiations/{negotiation}/ledger", "/negotiations/{negotiation}/commitments", "/negotiations/{negotiation}/claims",
        "/negotiations/{negotiation}/rounds", "/negotiations" })
        {
            var schema = reference["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;
            Unknown(await client.Get(path.Replace("{negotiation}", Requests.OfSamples, StringComparison.Ordinal)
                .Replace("{track}", "remains", StringComparison.Ordinal)), schema, reference, path).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task The_reference_can_be_browsed()
    {
        using var page = await client.GetAsync(new Uri("/reference/", UriKind.Relative), Cancellation);

        (page.StatusCode, page.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "text/html"));
    }

    [Fact]
    public async Task Answers_are_compressed_for_whoever_takes_that()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        request.Headers.Add("Accept-Encoding", "br");

        using var response = await client.SendAsync(request, Cancellation);

        response.Content.Headers.ContentEncoding.ShouldBe(["br"]);
    }

    [Fact]
    public async Task HEAD_tells_what_GET_does_without_the_body()
    {
        await client.WithNegotiation();
        using var get = await client.GetAsync(new Uri($"/negotiations/{Requests.N}", UriKind.Relative), Cancellation);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/negotiations/{Requests.N}"), Cancellation);

        (head.StatusCode, head.Headers.ETag).ShouldBe((get.StatusCode, get.Headers.ETag));
        (await head.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("https://desk.example", "https://desk.example")]
    public async Task Pages_of_other_sites_may_ask_only_where_they_are_named(string? origins, string? allowed)
    {
        await using var other = origins is null ? null : new ServiceUnderTest(postgres).With("Cors:Origins", origins);
        using var asking = (other ?? service).CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/negotiations");
        request.Headers.Add("Origin", "https://desk.example");

        using var response = await asking.SendAsync(request, Cancellation);

        (response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null).ShouldBe(allowed);
    }

    [Fact]
    public async Task Who_asks_too_much_is_told_when_to_go_on()
    {
        await using var other = new ServiceUnderTest(postgres).With("Limits:RequestsPerSecond", "1");
        using var asking = other.CreateClient();
        var answers = new List<(HttpStatusCode Status, string? Wait)>();

        for (var i = 0; i < 10; i++)
        {
            using var response = await asking.GetAsync(new Uri("/negotiations", UriKind.Relative), Cancellation);
            answers.Add((response.StatusCode, response.Headers.RetryAfter?.ToString()));
        }

        answers.ShouldContain(answer => answer.Status == HttpStatusCode.TooManyRequests && answer.Wait == "1");
        (await asking.GetAsync(new Uri("/health/live", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private Task<JsonObject> Reference() => client.Get("/openapi/v1.json");

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Operations(JsonObject reference) =>
        reference["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Select(operation => KeyValuePair.Create(path.Key, operation.Value)));

    // Where the reference says no more than "an object", nothing is unknown.
    private static IEnumerable<string> Unknown(JsonNode? value, JsonNode? schema, JsonObject reference, string at)
    {
        while (schema?["$ref"] is { } address) schema = reference["components"]!["schemas"]![address.GetValue<string>().Split('/')[^1]];
        if (schema?["oneOf"] is JsonArray choices) schema = choices.FirstOrDefault(choice => choice!["$ref"] != null) ?? schema;
        if (schema?["$ref"] is not null) return Unknown(value, schema, reference, at);
        return value switch
        {
            JsonArray items => items.SelectMany((item, i) => Unknown(item, schema?["items"], reference, $"{at}[{i}]")),
            JsonObject members when schema?["properties"] is JsonObject known => members.SelectMany(member =>
                known.ContainsKey(member.Key) ? Unknown(member.Value, known[member.Key], reference, $"{at}.{member.Key}")
                    : [$"{at}.{member.Key}"]),
            _ => [],
        };
    }
}
