using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Negotiations.Service.Access;
using IPNetwork = System.Net.IPNetwork;

namespace Negotiations.Service.Hosting;

/// <summary>
/// A share of the connections for each address, <c>Limits__ConnectionsPerAddress</c>, and an early end for those that say nothing, after
/// <c>Limits__SilentSeconds</c>: nobody can shut the others out. A trusted proxy, which speaks for many, has no share.
/// </summary>
internal sealed class ConnectionShares(IConfiguration configuration)
{
    private const int UsualShare = 1_000, Prefix = 8;
    private const double UsualSilence = 10;
    private readonly ConcurrentDictionary<IPAddress, int> open = new();
    private readonly int share = configuration.GetValue("Limits:ConnectionsPerAddress", UsualShare);
    private readonly TimeSpan silence = TimeSpan.FromSeconds(configuration.GetValue("Limits:SilentSeconds", UsualSilence));
    private readonly IPNetwork[] proxies = TrustedProxies.Of(configuration);

    /// <summary>Holds every endpoint's connections to it.</summary>
    public void Apply(KestrelServerOptions kestrel) =>
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => Guard(connection, next)));

    private async Task Guard(ConnectionContext connection, ConnectionDelegate next)
    {
        if (HolderOf(connection.RemoteEndPoint) is not { } holder)
        {
            await next(connection);
            return;
        }
        try
        {
            if (open.AddOrUpdate(holder, 1, (_, count) => count + 1) <= share && await Speaks(connection)) await next(connection);
            else connection.Abort();
        }
        finally
        {
            if (open.AddOrUpdate(holder, 0, (_, count) => count - 1) == 0) open.TryRemove(KeyValuePair.Create(holder, 0));
        }
    }

    // What came first is left for whoever reads next.
    private async Task<bool> Speaks(ConnectionContext connection)
    {
        using var over = new CancellationTokenSource(silence);
        try
        {
            var first = await connection.Transport.Input.ReadAsync(over.Token);
            connection.Transport.Input.AdvanceTo(first.Buffer.Start);
            return !first.Buffer.IsEmpty;
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or SocketException)
        {
            return false;
        }
    }

    // Of IPv6, a network of 64 bits is one holder's. Null for whoever has no share.
    private IPAddress? HolderOf(EndPoint? from)
    {
        if (from is not IPEndPoint { Address: var address } || proxies.Any(proxy => proxy.Contains(address))) return null;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(Prefix).Clear();
        return new IPAddress(bytes);
    }
}
