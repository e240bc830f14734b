using Negotiations.EmbeddedPostgres;

namespace Negotiations.Service.Hosting;

/// <summary>Where the data is kept: in the server that <c>ConnectionStrings__Negotiations</c> names, or in a private one.</summary>
internal static class Database
{
    public const string ConnectionName = "Negotiations";
    private const string DataFolder = "Data:Folder", DefaultFolder = ".data";

    /// <summary>Starts the private server; null when another one is configured.</summary>
    public static async Task<EmbeddedPostgresServer?> Start(WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetConnectionString(ConnectionName) is { Length: > 0 }) return null;
        using var logging = LoggerFactory.Create(log => log.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        var folder = Path.Combine(builder.Configuration[DataFolder] ?? DefaultFolder, "postgres");
        return await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { Folder = folder }, logging.CreateLogger<EmbeddedPostgresServer>());
    }
}
