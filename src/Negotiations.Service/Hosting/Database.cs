using Microsoft.Extensions.Logging.Abstractions;
using Negotiations.EmbeddedPostgres;
using Negotiations.Service.Access;
using Negotiations.Store;

namespace Negotiations.Service.Hosting;

/// <summary>Where the data is kept: in the server that <c>ConnectionStrings__Negotiations</c> names, or in a private one.</summary>
internal static class Database
{
    public const string ConnectionName = "Negotiations";
    private const string OwnerName = "Owner";

    /// <summary>Starts the private server; null when another one is configured.</summary>
    public static async Task<EmbeddedPostgresServer?> Start(WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetConnectionString(ConnectionName) is { Length: > 0 }) return null;
        using var logging = LoggerFactory.Create(log => log.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        return await EmbeddedPostgresServer.StartAsync(Options(builder.Configuration), logging.CreateLogger<EmbeddedPostgresServer>());
    }

    /// <summary>Creates what the store needs in the database. Returns how its owner and the service connect to it.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="privateServer">How to connect to the private server; null when another is configured.</param>
    public static async Task<(string Owner, string Service)> Prepare(IConfiguration configuration, string? privateServer)
    {
        var (own, owner) = (configuration.GetConnectionString(ConnectionName), configuration.GetConnectionString(OwnerName));
        var asOwner = privateServer ?? (owner is { Length: > 0 } ? owner : own!);
        var schema = configuration[NegotiationsHost.Schema] ?? NegotiationsHost.DefaultSchema;
        return (asOwner, await new StoreOwner(StoreSetup.Tuned(asOwner), MostSkew(configuration), StoredDocuments.Configure)
            .Prepare(schema, owner is { Length: > 0 } && privateServer is null ? own : null));
    }

    /// <summary>By how much the clocks of host and database may differ: <c>Clock__MostSkew</c> seconds.</summary>
    public static TimeSpan MostSkew(IConfiguration configuration) => TimeSpan.FromSeconds(configuration.GetValue("Clock:MostSkew", 5.0));

    /// <summary>Starts the private server for a while; null when another one is configured, or when a service runs it.</summary>
    public static async Task<EmbeddedPostgresServer?> StartUnlessRunning(IConfiguration configuration) =>
        configuration.GetConnectionString(ConnectionName) is { Length: > 0 } || Running(configuration) is not null ? null
            : await EmbeddedPostgresServer.StartAsync(Options(configuration), NullLogger.Instance);

    /// <summary>
    /// How to connect to the private server that a service runs; null when none does, or when another server is configured.
    /// </summary>
    public static string? Running(IConfiguration configuration) =>
        configuration.GetConnectionString(ConnectionName) is { Length: > 0 } ? null
            : EmbeddedPostgresServer.Running(Options(configuration));

    private static EmbeddedPostgresOptions Options(IConfiguration configuration) =>
        new() { Folder = Path.Combine(Folders.DataOf(configuration), "postgres") };
}
