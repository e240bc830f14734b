using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Negotiations.Cli;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    public const int Refused = 1, Usage = 2, Unreachable = 3, Differences = 4, Failed = 5, Interrupted = 130;
}

/// <summary>The service did not do what was asked; the message says why and what to try.</summary>
internal sealed class ServiceException(string message, int exitCode) : Exception(message)
{
    /// <summary>What the program ends with.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The problem as the service told it; null where it told none.</summary>
    public JsonObject? Problem { get; init; }
}

/// <summary>The service that is asked, and how.</summary>
internal sealed class Connection : IDisposable
{
    private const string Usual = "http://127.0.0.1:5080";

    private static readonly Option<string?> Server = new("--server") { Description = "The service's address.", Recursive = true, HelpName = "URL" };
    private static readonly Option<string?> Key = new("--key") { Description = "A key for the service; else from NEGOTIATIONS_KEY.", Recursive = true };
    private static readonly Option<bool> AsJson = new("--json") { Description = "Print JSON for programs instead of tables.", Recursive = true };

    private readonly HttpClient client;

    private Connection(ParseResult parsed)
    {
        var address = parsed.GetValue(Server) ?? Told("NEGOTIATIONS_SERVER") ?? Found("address") ?? Usual;
        Address = Uri.TryCreate(address, UriKind.Absolute, out var told) && told.Scheme is "http" or "https" ? told : throw new ServiceException($"'{address}' is no address of a service; it begins with http:// or https://.", ExitCode.Usage);
        IsJson = parsed.GetValue(AsJson);
        client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = Address, Timeout = Timeout.InfiniteTimeSpan };
        if ((parsed.GetValue(Key) ?? Told("NEGOTIATIONS_KEY") ?? (Address.IsLoopback ? Found("operator.key") : null)) is { Length: > 0 } key) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>The service's address.</summary>
    public Uri Address { get; }

    /// <summary>Whether programs read what is printed.</summary>
    public bool IsJson { get; }

    /// <summary>Adds the options that every command takes.</summary>
    public static void AddTo(RootCommand root)
    {
        root.Options.Add(Server);
        root.Options.Add(Key);
        root.Options.Add(AsJson);
    }

    /// <summary>Connects as the options say.</summary>
    public static Connection Of(ParseResult parsed) => new(parsed);

    /// <summary>Asks; throws what the service refuses.</summary>
    public async Task<JsonObject> Get(string path, CancellationToken cancellation)
    {
        using var response = await Send(new HttpRequestMessage(HttpMethod.Get, path), cancellation);
        return (await response.Content.ReadFromJsonAsync<JsonObject>(cancellation))!;
    }

    /// <summary>Asks for a list, part by part, until some items are there or none is left.</summary>
    public async Task<JsonArray> List(string path, int count, CancellationToken cancellation)
    {
        var (items, cursor) = (new JsonArray(), (string?)null);
        do
        {
            var page = await Get($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={Math.Min(500, count - items.Count)}{(cursor is null ? "" : $"&cursor={cursor}")}", cancellation);
            foreach (var item in page["items"]!.AsArray()) items.Add(item!.DeepClone());
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null && items.Count < count);
        return items;
    }

    /// <summary>Posts a JSON value.</summary>
    public async Task<JsonObject> Post(string path, JsonObject body, CancellationToken cancellation)
    {
        using var response = await Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, cancellation);
        return (await response.Content.ReadFromJsonAsync<JsonObject>(cancellation))!;
    }

    /// <summary>Sends a request and returns as soon as the answer begins; throws what the service refuses.</summary>
    public async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellation)
    {
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException fault)
        {
            throw new ServiceException($"The service at {Address} can't be reached ({fault.HttpRequestError}). Start it with scripts/run, or name another with --server.", ExitCode.Unreachable);
        }
        if (response.IsSuccessStatusCode) return response;
        using (response) throw await Refused(response, cancellation);
    }

    public void Dispose() => client.Dispose();

    private static async Task<ServiceException> Refused(HttpResponseMessage response, CancellationToken cancellation)
    {
        var exitCode = (int)response.StatusCode >= 500 ? ExitCode.Failed : ExitCode.Refused;
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json") return new ServiceException($"The service answered {(int)response.StatusCode} {response.ReasonPhrase}: is it the Negotiations service?", exitCode);
        var problem = (await response.Content.ReadFromJsonAsync<JsonObject>(cancellation))!;
        var field = problem["field"] is { } at ? $" ({at})" : "";
        var hint = response.StatusCode == HttpStatusCode.Unauthorized ? " Name a key with --key or NEGOTIATIONS_KEY." : "";
        return new ServiceException($"{problem["code"]}{field}: {problem["detail"]}{hint}", exitCode) { Problem = problem };
    }

    private static string? Told(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    // A service that runs in this folder or one above keeps its address, and its operator's key, beside its data.
    private static string? Found(string name)
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, ".data", name);
            if (File.Exists(file)) return File.ReadAllText(file).Trim();
        }
        return null;
    }
}
