using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using Negotiations.Client;

namespace Negotiations.Cli;

/// <summary>The connection to the service.</summary>
internal sealed class Connection : IDisposable
{
    private const string Usual = "http://127.0.0.1:5080";

    private static readonly Option<string?> Server = new("--server")
    {
        Description = "The service's address.",
        Recursive = true,
        HelpName = "URL"
    };
    private static readonly Option<string?> Key = new("--key")
    {
        Description = "A key for the service; else from NEGOTIATIONS_KEY.",
        Recursive = true
    };
    private static readonly Option<bool> AsJson = new("--json")
    {
        Description = "Print JSON for programs instead of tables.",
        Recursive = true
    };

    private readonly NegotiationsClient client;

    private Connection(ParseResult parsed)
    {
        var address = parsed.GetValue(Server) ?? OfEnvironment("NEGOTIATIONS_SERVER") ?? Found("address") ?? Usual;
        Address = Uri.TryCreate(address, UriKind.Absolute, out var told) && told.Scheme is "http" or "https" ? told
            : throw new ServiceException($"'{address}' is no address of a service; it begins with http:// or https://.", ExitCode.Usage);
        IsJson = parsed.GetValue(AsJson);
        client = new NegotiationsClient(Address, parsed.GetValue(Key) ?? OfEnvironment("NEGOTIATIONS_KEY")
            ?? (Address.IsLoopback ? Found("operator.key") : null));
    }

    /// <summary>The service's address.</summary>
    public Uri Address { get; }

    /// <summary>Whether to print JSON, for programs.</summary>
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
    public Task<JsonObject> Get(string path, CancellationToken cancellation) => Try(() => client.Get(path, cancellation));

    /// <summary>Reads a list page by page, until it has enough items or none is left.</summary>
    public Task<JsonArray> List(string path, int count, CancellationToken cancellation) =>
        Try(() => client.List(path, count, cancellation));

    /// <summary>Posts a JSON value.</summary>
    public Task<JsonObject> Post(string path, JsonObject body, CancellationToken cancellation) =>
        Try(() => client.Post(path, body, cancellation));

    /// <summary>Sends a request and returns as soon as the answer begins; throws what the service refuses.</summary>
    public Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellation) =>
        Try(() => client.Send(request, cancellation));

    public void Dispose() => client.Dispose();

    private async Task<T> Try<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (HttpRequestException fault)
        {
            throw new ServiceException(
                $"The service at {Address} can't be reached ({fault.HttpRequestError}). Start it with scripts/run, or name another with "
                    + "--server.", ExitCode.Unreachable);
        }
        catch (NegotiationsException refused)
        {
            throw Refused(refused);
        }
    }

    private static ServiceException Refused(NegotiationsException refused)
    {
        var exitCode = (int)refused.Status >= 500 ? ExitCode.Failed : ExitCode.Refused;
        if (refused.Problem is not { } problem)
            return new ServiceException($"The service answered {(int)refused.Status} {refused.Reason}: is it the Negotiations service?",
            exitCode);
        var field = problem["field"] is { } at ? $" ({at})" : "";
        var hint = refused.Status == HttpStatusCode.Unauthorized ? " Name a key with --key or NEGOTIATIONS_KEY." : "";
        return new ServiceException($"{problem["code"]}{field}: {problem["detail"]}{hint}", exitCode) { Problem = problem };
    }

    private static string? OfEnvironment(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

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
