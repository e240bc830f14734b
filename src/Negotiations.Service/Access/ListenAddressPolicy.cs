using System.Net;

namespace Negotiations.Service.Access;

/// <summary>
/// Keys and names must not cross a network unencrypted: beyond its own machine the service listens only with TLS or behind a trusted proxy.
/// </summary>
internal static class ListenAddressPolicy
{
    private const string Urls = "urls", Ports = "http_ports";

    /// <summary>Refuses to start where it would be exposed.</summary>
    public static void Check(IConfiguration configuration) => Check(configuration, Addresses(configuration));

    /// <summary>Refuses exposed addresses from any source.</summary>
    public static void Check(IConfiguration configuration, IEnumerable<string> addresses)
    {
        if (TrustedProxies.Of(configuration) is [] && addresses.FirstOrDefault(IsExposed) is { } exposed) throw Refused(exposed);
    }

    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        var ports = configuration[Ports] is { Length: > 0 } told ? told.Split(';').Select(port => $"http://*:{port.Trim()}") : [];
        var urls = configuration[Urls] is { Length: > 0 } list
            ? list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : ports;
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "").ToArray();
        return endpoints is [] ? urls : endpoints;
    }

    private static bool IsExposed(string address)
    {
        if (!address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) return false;
        var host = BindingAddress.Parse(address);
        return !host.IsUnixPipe && !host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            && !(IPAddress.TryParse(host.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }

    private static AccessSettingException Refused(string address) => new(
        $"The service does not listen on {address}: keys and what is reported would go over the network in clear. Listen on 127.0.0.1, or "
            + "on https:// with a certificate (Kestrel__Certificates__Default__Path and __Password), or, behind a proxy that does TLS, "
            + "name it with Proxy__Trusted.");
}
