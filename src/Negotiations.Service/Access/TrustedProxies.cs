using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Negotiations.Service.Access;

/// <summary>
/// The proxies in <c>Proxy__Trusted</c>, addresses or networks separated by commas. Their headers about scheme and caller are believed, and
/// they handle TLS.
/// </summary>
internal static class TrustedProxies
{
    private const string Setting = "Proxy:Trusted";

    public static IPNetwork[] Of(IConfiguration configuration) =>
        [.. (configuration[Setting] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read)];

    public static void Configure(ForwardedHeadersOptions options, IPNetwork[] proxies)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in proxies) options.KnownIPNetworks.Add(proxy);
    }

    private static IPNetwork Read(string text) =>
        IPNetwork.TryParse(text.Contains('/', StringComparison.Ordinal) ? text
        : $"{text}/{(text.Contains(':', StringComparison.Ordinal) ? 128 : 32)}", out var network)
        ? network : throw new AccessSettingException("Proxy__Trusted takes addresses and networks such as 10.0.0.7 or 10.0.0.0/8, "
            + $"separated by commas; '{text}' is none.");
}
