using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Negotiations.EmbeddedPostgres;

/// <summary>Ports on loopback that nobody listens on.</summary>
internal static class LoopbackPort
{
    /// <summary>The wanted port, which must be free; null takes any that is.</summary>
    public static int Free(int? wanted) => wanted is { } port ? Vacant(port) : Probe(0);

    private static int Vacant(int port)
    {
        try
        {
            return Probe(port);
        }
        catch (SocketException)
        {
            throw new EmbeddedPostgresException(string.Create(CultureInfo.InvariantCulture, $"Port {port} is taken by another program. ")
                + "Stop that program, choose another port, or choose none to take any that is free.");
        }
    }

    private static int Probe(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
