using System.CommandLine;

namespace Negotiations.Cli;

/// <summary>
/// Which service is meant, and with which key. A key goes only to the service that its user named with it, to the one that it was stored
/// for, or to one on this machine whose data folder is the user's own.
/// </summary>
/// <param name="Address">The service's address.</param>
/// <param name="Key">The key for it; null for none.</param>
internal sealed record Target(Uri Address, string? Key)
{
    private const string Usual = "http://127.0.0.1:5080";

    private static readonly Option<string?> Server = new("--server")
    {
        Description = "The service's address.",
        Recursive = true,
        HelpName = "URL"
    };
    private static readonly Option<string?> KeyOption = new("--key")
    {
        Description = "A key for the service; else from NEGOTIATIONS_KEY.",
        Recursive = true
    };
    private static readonly Option<string?> ContextOption = new("--context")
    {
        Description = "A stored service, with its key; see `context`.",
        Recursive = true,
        HelpName = "NAME"
    };

    /// <summary>The options that say so.</summary>
    public static IEnumerable<Option> Options { get; } = [Server, KeyOption, ContextOption];

    /// <summary>The address that was named; null where none was.</summary>
    public static Uri? AddressOf(ParseResult parsed) => (parsed.GetValue(Server) ?? OfEnvironment("NEGOTIATIONS_SERVER")) is { } named
        ? Parsed(named) : null;

    /// <summary>The key that was named; null where none was.</summary>
    public static string? KeyOf(ParseResult parsed) => parsed.GetValue(KeyOption) ?? OfEnvironment("NEGOTIATIONS_KEY");

    /// <summary>What the options, the environment, the contexts and the data folder of a service here tell.</summary>
    /// <exception cref="ServiceException">They name no service, or the key would go where it is not for.</exception>
    public static Target Of(ParseResult parsed)
    {
        var target = parsed.GetValue(ContextOption) is { } name ? Stored(Contexts.Named(name), parsed)
            : AddressOf(parsed) is { } named ? new Target(named, KeyOf(parsed) ?? KeyFor(named)) : Unnamed(parsed);
        if (target is { Key: not null, Address: { Scheme: "http", IsLoopback: false } })
            throw new ServiceException($"{target.Address} is not on this machine and not encrypted: the key would go over the network in "
                + "clear. Use https://.", ExitCode.Usage);
        return target;
    }

    private static Target Unnamed(ParseResult parsed)
    {
        if (OwnFiles.Nearest() is { } data && OwnFiles.Read(data, "address") is { } found)
        {
            var address = Parsed(found);
            return address.IsLoopback ? new Target(address, KeyOf(parsed) ?? OwnFiles.Read(data, "operator.key"))
                : throw new ServiceException($"{Path.Combine(data, "address")} names {address}, which is not on this machine. Name the "
                    + "service with --server.", ExitCode.Usage);
        }
        return Contexts.All().FirstOrDefault(one => one.IsUsed) is { } used ? Stored(used, parsed)
            : new Target(Parsed(Usual), KeyOf(parsed) ?? KeyFor(Parsed(Usual)));
    }

    // The key of the environment is for the service of the environment.
    private static Target Stored(Contexts.Context context, ParseResult parsed) =>
        new(context.Server, parsed.GetValue(KeyOption) ?? context.Key);

    private static string? KeyFor(Uri address) =>
        Contexts.All().FirstOrDefault(one => one.Server == address)?.Key
            ?? (address.IsLoopback && OwnFiles.Nearest() is { } data ? OwnFiles.Read(data, "operator.key") : null);

    private static Uri Parsed(string text) => Uri.TryCreate(text, UriKind.Absolute, out var told) && told.Scheme is "http" or "https" ? told
        : throw new ServiceException($"'{text}' is no address of a service; it begins with http:// or https://.", ExitCode.Usage);

    private static string? OfEnvironment(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
