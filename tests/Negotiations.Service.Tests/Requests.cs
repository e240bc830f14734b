using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>Speaks HTTP with the service as its users do, and builds what most tests begin with.</summary>
internal static class Requests
{
    /// <summary>The negotiation that the samples tell of.</summary>
    public const string OfSamples = "russia-ukraine";

    private const string Talks = "istanbul-2025-06-02";

    private static readonly (string Key, string Name)[] Actors = [("ua", "Ukraine"), ("ru", "Russia"), ("tr", "Türkiye")];
    private static readonly string[] Tracks = ["talks", "terms", "remains"];
    private static int negotiations;

    /// <summary>The negotiation that the test speaks of: that of the samples, unless it was given one of its own.</summary>
    public static string N =>
        Test is { } test && TestContext.Current.KeyValueStorage.TryGetValue(test, out var own) ? (string)own! : OfSamples;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string? Test => TestContext.Current.Test is { } test ? $"negotiation of {test.UniqueID}" : null;

    /// <summary>Lets the test speak of a negotiation of its own, on a service that it shares with others.</summary>
    public static HttpClient OnItsOwn(this HttpClient client)
    {
        var test = Test.ShouldNotBeNull("only a test has a negotiation of its own");
        TestContext.Current.KeyValueStorage[test] = $"own-{Interlocked.Increment(ref negotiations)}";
        return client;
    }

    /// <summary>A negotiation with the actors ua, ru and tr and the tracks talks, terms and remains.</summary>
    public static async Task<HttpClient> WithNegotiation(this HttpClient client)
    {
        var actors = Actors.Select(actor =>
            ("AddActor", $$"""{"actor": "{{actor.Key}}", "name": "{{actor.Name}}", "kind": "state", "role": "party"}"""));
        var tracks = Tracks.Select(track => ("OpenTrack", $$"""{"track": "{{track}}", "title": "{{track}}", "subject": "{{track}}"}"""));
        await client.AllAccepted(
        [
            ("OpenNegotiation", """{"title": "Russia and Ukraine"}"""), .. actors,
            ("AddActor", """{"actor": "ua/umerov", "name": "Rustem Umerov", "kind": "person"}"""), .. tracks,
        ]);
        return client;
    }

    /// <summary>Posts commands in one batch, each of which must be recorded.</summary>
    public static async Task AllAccepted(this HttpClient client, params (string Command, string Fields)[] commands)
    {
        var answers = (await client.PostLines(string.Join('\n', commands.Select(one => Line(one.Command, one.Fields))))).Lines;
        var told = string.Join('\n', answers.Select(answer => answer.ToJsonString()));
        answers[^1].At("summary/recorded").ShouldBe($"{commands.Length}", told);
    }

    /// <summary>A command as a line of a batch.</summary>
    public static string Line(string command, string fields)
    {
        var line = Envelope(command, fields);
        line["command"] = command;
        return line.ToJsonString();
    }

    /// <summary>Posts a command with the envelope that every test uses unless the command says otherwise.</summary>
    public static async Task<(HttpStatusCode Status, JsonObject Body)> Post(this HttpClient client, string command, string fields,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            $"/commands/{command}")
        { Content = Json(Envelope(command, fields).ToJsonString()) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request, Cancellation);
        return (response.StatusCode, await Body(response));
    }

    /// <summary>Posts a command that must be accepted, and returns its receipt.</summary>
    public static async Task<JsonObject> Accepted(this HttpClient client, string command, string fields)
    {
        var (status, body) = await client.Post(command, fields);
        status.ShouldBe(HttpStatusCode.Created, body.ToJsonString());
        return body;
    }

    /// <summary>Posts a body as it is.</summary>
    public static async Task<(HttpStatusCode Status, JsonObject Body)> PostRaw(this HttpClient client, string command, string body,
        string contentType = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        using var response = await client.PostAsync(new Uri($"/commands/{command}", UriKind.Relative), content, Cancellation);
        return (response.StatusCode, await Body(response));
    }

    /// <summary>Sends a JSON value.</summary>
    public static async Task<(HttpStatusCode Status, JsonObject Body)> Send(this HttpClient client, HttpMethod method, string path,
        JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, Cancellation);
        return (response.StatusCode, await Body(response));
    }

    /// <summary>Posts lines, and returns the answer's lines.</summary>
    public static async Task<(HttpStatusCode Status, JsonObject[] Lines)> PostLines(this HttpClient client, string lines, string query = "")
    {
        using var content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        using var response = await client.PostAsync(new Uri($"/commands{query}", UriKind.Relative), content, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, query == ""
            ? [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())]
            : [JsonNode.Parse(text)!.AsObject()]);
    }

    /// <summary>Posts the talks of 2 June 2025 and what followed, of which every line must be recorded.</summary>
    /// <param name="client">Who posts.</param>
    /// <param name="negotiation">What they tell of; the negotiation that the test speaks of unless it is told.</param>
    public static async Task PostSamples(this HttpClient client, string? negotiation = null)
    {
        foreach (var sample in new[] { Talks, "istanbul-2025-follow-up" })
        {
            var (_, answers) = await client.PostLines(await Sample(sample, negotiation));
            answers[..^1].ShouldAllBe(answer => answer.At("status") == "recorded");
        }
    }

    /// <summary>The lines of a sample, about the negotiation that the test speaks of.</summary>
    public static async Task<string> Sample(string name = Talks, string? negotiation = null) =>
        (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Samples", $"{name}.ndjson"), Cancellation))
            .Replace(OfSamples, negotiation ?? N, StringComparison.Ordinal);

    /// <summary>A text about the negotiation of the samples, as one about that which the test speaks of.</summary>
    public static string Own(string text) => text.Replace(OfSamples, N, StringComparison.Ordinal);

    /// <summary>A query that must be answered.</summary>
    public static async Task<JsonObject> Get(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {await response.Content.ReadAsStringAsync(Cancellation)}");
        return await Body(response);
    }

    /// <summary>A query that must be refused.</summary>
    public static async Task<(HttpStatusCode Status, JsonObject Body)> Refused(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        return (response.StatusCode, await Body(response));
    }

    /// <summary>Asks for a replay and waits until it has ended.</summary>
    public static async Task<JsonObject> Replay(this HttpClient client, string wanted)
    {
        using var response = await client.PostAsync(new Uri("/replays", UriKind.Relative), Json(wanted), Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var events = await client.GetStringAsync(new Uri($"{response.Headers.Location}/stream", UriKind.Relative), Cancellation);
        var last = JsonNode.Parse(events.TrimEnd().Split("data: ")[^1])!.AsObject();
        last.At("status").ShouldBe("completed", last.ToJsonString());
        return last;
    }

    /// <summary>What a replay found, as kind and document or stream.</summary>
    public static IEnumerable<string> Found(this JsonObject replay) =>
        replay["found"]!.AsArray()
        .Select(found => $"{found!.At("kind")} {found!.At("projection") ?? "event"} {found!.At("stream") ?? found!.At("id")}");

    /// <summary>The command as it is posted: its own fields in the usual envelope.</summary>
    public static JsonObject Envelope(string command, string fields)
    {
        var body = new JsonObject { ["negotiation"] = N };
        if (command is not ("OpenNegotiation" or "AddActor" or "ChangeActor" or "OpenTrack"))
        {
            body["tracks"] = new JsonArray("remains");
            body["occurred"] = "2025-06-02";
            body["report"] = new JsonObject { ["source"] = new JsonObject { ["publisher"] = "A newspaper" } };
        }
        foreach (var (name, value) in JsonNode.Parse(fields)!.AsObject()) body[name] = value?.DeepClone();
        return body;
    }

    /// <summary>A value in an answer, by path such as <c>exchanges/0/agreed/value</c>.</summary>
    public static string? At(this JsonNode node, string path)
    {
        foreach (var step in path.Split('/')) node = int.TryParse(step, out var index) ? node.AsArray()[index]! : node.AsObject()[step]!;
        return node?.ToString();
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<JsonObject> Body(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))?.AsObject() ?? [];
}
