using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using Negotiations.Client;

namespace Negotiations.Cli;

/// <summary>The connection to the service.</summary>
internal sealed class Connection : IDisposable
{
    private static readonly Option<bool> AsJson = new("--json")
    {
        Description = "Print JSON for programs instead of tables.",
        Recursive = true
    };

    private readonly NegotiationsClient client;

    private Connection(ParseResult parsed)
    {
        (Address, var key) = Target.Of(parsed);
        IsJson = IsJsonAsked(parsed);
        client = new NegotiationsClient(Address, key);
    }

    /// <summary>The service's address.</summary>
    public Uri Address { get; }

    /// <summary>Whether to print JSON, for programs.</summary>
    public bool IsJson { get; }

    /// <summary>Adds the options that every command takes.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var option in Target.Options) root.Options.Add(option);
        root.Options.Add(AsJson);
    }

    /// <summary>Whether JSON is asked for.</summary>
    public static bool IsJsonAsked(ParseResult parsed) => parsed.GetValue(AsJson);

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
}
