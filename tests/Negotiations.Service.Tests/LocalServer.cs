using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Negotiations.Service.Tests;

/// <summary>A server of somebody else on this machine, on any port, that the service asks.</summary>
internal sealed class LocalServer(WebApplication app) : IAsyncDisposable
{
    /// <summary>Its address.</summary>
    public string Address { get; } =
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Starts one that answers as told.</summary>
    public static async Task<LocalServer> Start(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new LocalServer(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
