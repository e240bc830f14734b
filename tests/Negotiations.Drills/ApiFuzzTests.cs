using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;
using Negotiations.Service.Tests;

namespace Negotiations.Drills;

/// <summary>
/// Requests made from the service's own description of itself, right ones and wrong ones, against the running service: never an answer of
/// 500 or above, nothing appended but what was acknowledged, and everything
/// verifies afterwards. 10,000 requests with <c>NEGOTIATIONS_DRILL=full</c>, else a fortieth.
/// </summary>
public sealed class ApiFuzzTests(PostgresFixture postgres) : IAsyncDisposable
{
    private const int Seed = 20250602;
    private static readonly int Size = Environment.GetEnvironmentVariable("NEGOTIATIONS_DRILL") == "full" ? 10_000 : 250;

    // What people type, and what they should not be able to do harm with.
    private static readonly string[] Texts =
    [
        "x", "", " ", "russia-ukraine", "remains", "ua", "2025-06-02", "2025-13-45", "9999-12-31", "0001-01-01",
            "9999-12-31T23:59:59.9999999Z",
        "0001-01-01T00:00:00+14:00", "0000-00", "-0001", "10000-01-01", "2025-06/..", "../9999", "2025-21", "2025-06-02~", "-1", "0", "1",
            "501",
        "99999999999999999999", "1e309", "NaN", "true", "null", "*", "'", "\"", "\\", "'; drop table mt_events; --", "' or '1'='1", "%",
        "_", "４２", "＝1+1", "＠x", "----------------------------------------", new string('-', 200),
        "\"unclosed phrase", "a & | ! ( :*", "<->", "\u0000", "\u202egnihtemos", "\u0007", "\ud83d\ude00", "e\u0301", "../../etc/passwd",
        "..%2f..%2f", "%00", "{}", "[]", "$1", "<script>", "{{7*7}}", new string('x', 3000), "\ufeff", "\u2028", "eHg",
        "dGltZWxpbmUgMjAyNQ", "01972f40-0000-7000-8000-000000000030", "00000000-0000-0000-0000-000000000000",
        "neg_0000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ];

    private readonly Random random = new(Seed);
    private readonly ServiceUnderTest service = new(postgres);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task No_request_makes_the_service_fail()
    {
        service.UseKestrel(0);
        service.Clock.SetUtcNow(new DateTimeOffset(2025, 8, 1, 12, 0, 0, TimeSpan.Zero));
        using var client = service.CreateClient();
        await client.PostSamples();
        var description = (await client.Get("/openapi/v1.json")).AsObject();
        var operations = description["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Where(operation => operation.Value is JsonObject)
            .Select(operation => (Path: path.Key, Method: operation.Key, Operation: operation.Value!.AsObject()))).ToArray();
        var (before, failures, statuses) = (await service.EventCount(), new List<string>(), new Dictionary<int, int>());

        for (var i = 0; i < Size; i++)
        {
            var (path, method, operation) = operations[i % operations.Length];
            using var request = Request(path, method, operation, description);
            var status = await StatusOf(client, request);
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            if (status >= 500)
            {
                var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(Cancellation);
                failures.Add($"{status} {request.Method} {request.RequestUri} {body}");
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", statuses.OrderBy(status => status.Key)
            .Select(status => $"{status.Key}: {status.Value}")));
        failures.ShouldBeEmpty();
        statuses.Keys.ShouldContain(200);
        statuses.Keys.ShouldContain(400);
        (await service.EventCount()).ShouldBeGreaterThanOrEqualTo(before);
        (await client.Replay("""{"mode": "verify"}""")).At("differences").ShouldBe("0");
    }

    // Of those with a body, some come in chunks, of which one is damaged.
    private async Task<int> StatusOf(HttpClient client, HttpRequestMessage request)
    {
        if (request.Content is not null && random.Next(8) == 0)
            return await Damaged(request, await request.Content.ReadAsStringAsync(Cancellation));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return (int)response.StatusCode;
    }

    // An answer that had begun may be cut.
    private async Task<int> Damaged(HttpRequestMessage request, string body)
    {
        var address = service.ClientOptions.BaseAddress;
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, Cancellation);
        var head = $"{request.Method} {request.RequestUri!.OriginalString} HTTP/1.1\r\nHost: x\r\n"
            + $"Authorization: Bearer {OperatorsKey.Text}\r\n"
            + $"Content-Type: {request.Content!.Headers.ContentType}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        var bytes = Encoding.UTF8.GetBytes(body);
        string[] sizes = [$"{bytes.Length:x}", $"{bytes.Length - 1:x}", "zz", "-1", "FFFFFFFFFFFFFFFF", "", "0x10",
            $"{bytes.Length:x} ;=\u0001"];
        await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"{head}{Pick(sizes)}\r\n{body}\r\n0\r\n\r\n"), Cancellation);
        try
        {
            using var reader = new StreamReader(socket.GetStream(), Encoding.ASCII);
            var status = await reader.ReadLineAsync(Cancellation);
            return status?.Split(' ') is [_, var code, ..] ? int.Parse(code, CultureInfo.InvariantCulture) : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private HttpRequestMessage Request(string path, string method, JsonObject operation, JsonObject description)
    {
        var query = new List<string>();
        foreach (var parameter in (operation["parameters"] as JsonArray ?? []).Select(parameter => parameter!.AsObject()))
        {
            var (name, place) = (parameter.At("name")!, parameter.At("in"));
            var value = name == "minSequence" ? $"{random.Next(-1, 2)}" : Text(parameter["schema"]!.AsObject());
            if (place == "path")
                path = path.Replace($"{{{name}}}",
                Uri.EscapeDataString(random.Next(3) > 0 && name is "negotiation" or "track" ? name == "track" ? "remains" : "russia-ukraine"
                : value.Length == 0 ? "x" : value), StringComparison.Ordinal);
            else if (place == "query" && random.Next(3) == 0) query.Add($"{name}={Uri.EscapeDataString(value)}");
        }
        if (random.Next(20) == 0) query.Add($"{Uri.EscapeDataString(Pick(Texts))}={Uri.EscapeDataString(Pick(Texts))}");
        var request = new HttpRequestMessage(HttpMethod.Parse(method.ToUpperInvariant()),
            new Uri(query is [] ? path : $"{path}?{string.Join('&', query)}", UriKind.Relative));
        if (operation["requestBody"]?["content"] is JsonObject bodies && bodies.First() is var (mediaType, body))
            request.Content = Body(mediaType, body!, description);
        return request;
    }

    private StringContent Body(string mediaType, JsonNode body, JsonObject description)
    {
        var json = random.Next(4) == 0 && body["example"] is { } example ? example.ToJsonString()
            : Value(body["schema"]!.AsObject(), description, 0)?.ToJsonString() ?? "null";
        if (random.Next(8) == 0 && json.Length > 2) json = json.Remove(random.Next(json.Length), 1);
        if (random.Next(10) == 0) json = json.Replace("{", $"{{\"{random.Next(3)}\":{random.Next(3)},", StringComparison.Ordinal);
        return new StringContent(mediaType.Contains("ndjson", StringComparison.Ordinal) ? $"{json}\n{json}\n" : json, Encoding.UTF8,
            random.Next(30) == 0 ? "text/plain" : mediaType);
    }

    // A value as its schema wants it, mostly.
    private JsonNode? Value(JsonObject schema, JsonObject description, int depth)
    {
        if (schema["$ref"] is { } reference)
            schema = reference.ToString().Split('/').Skip(1).Aggregate((JsonNode)description, (node, part) => node[part]!).AsObject();
        if (random.Next(15) == 0 || depth > 8) return JsonValue.Create(Pick(Texts));
        foreach (var choice in new[] { "oneOf", "anyOf" })
            if (schema[choice] is JsonArray { Count: > 0 } choices)
                return Value(choices[random.Next(choices.Count)]!.AsObject(), description, depth + 1);
        if (schema["enum"] is JsonArray { Count: > 0 } words) return words[random.Next(words.Count)]?.DeepClone();
        return TypeOf(schema) switch
        {
            "object" => Members(schema, description, depth),
            "array" => new JsonArray([.. Enumerable.Range(0, random.Next(4))
                .Select(_ => Value(schema["items"] as JsonObject ?? [], description, depth + 1))]),
            "integer" or "number" => JsonValue.Create(random.Next(4) switch { 0 => long.MaxValue, 1 => -1, _ => random.Next(10_000) }),
            "boolean" => JsonValue.Create(random.Next(2) == 0),
            "null" => null,
            _ => JsonValue.Create(Text(schema)),
        };
    }

    private JsonObject Members(JsonObject schema, JsonObject description, int depth)
    {
        var made = new JsonObject();
        var required = (schema["required"] as JsonArray ?? []).Select(name => name!.ToString()).ToHashSet();
        foreach (var (name, member) in schema["properties"] as JsonObject ?? [])
        {
            if (!required.Contains(name) && random.Next(3) > 0) continue;
            made[name] = random.Next(2) == 0 ? name switch
            {
                "negotiation" => "russia-ukraine",
                "track" => "remains",
                "tracks" => new JsonArray("remains"),
                "occurred" => "2025-06-02",
                "actor" or "by" or "from" => "ua",
                "to" => "ru",
                _ => Value(member!.AsObject(), description, depth + 1),
            } : Value(member!.AsObject(), description, depth + 1);
        }
        return made;
    }

    private string Text(JsonObject schema) => random.Next(3) > 0 ? Pick(Texts)
        : schema.At("format") == "uuid" ? Guid.NewGuid().ToString() : schema.At("format") == "date"
            ? $"2025-{random.Next(1, 13):00}-{random.Next(1, 29):00}" : schema["examples"] is JsonArray { Count: > 0 } examples
            ? examples[0]!.ToString() : random.Next(100).ToString(CultureInfo.InvariantCulture);

    private static string TypeOf(JsonObject schema) => schema["type"] is JsonArray types ? types[0]!.ToString() : schema.At("type") ?? "";

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
