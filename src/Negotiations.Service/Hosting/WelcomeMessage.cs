using Marten;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Negotiations.EmbeddedPostgres;
using Negotiations.Service.Access;
using Negotiations.Store.SqlViews;
using Npgsql;
using Wolverine;

namespace Negotiations.Service.Hosting;

/// <summary>What the host does once it listens: records the samples that are asked for, and says how to go on.</summary>
internal static class WelcomeMessage
{
    private const string SampleSetting = "Sample", QuietSetting = "Quiet";

    /// <summary>
    /// Records <c>Sample</c> (names separated by commas) and prints the address and commands to try, unless <c>Quiet</c>.
    /// </summary>
    public static async Task Welcome(this WebApplication app, EmbeddedPostgresServer? postgres)
    {
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var bus = scope.ServiceProvider.GetRequiredService<IMessageBus>();
            foreach (var sample in (app.Configuration[SampleSetting] ?? "")
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                Console.WriteLine(await Sample.Load(sample, bus));
        }
        var key = app.Services.GetRequiredService<OperatorKey>();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        if (postgres is not null) TellAddress(app, postgres, address);
        if (app.Configuration.GetValue<bool>(QuietSetting)) return;
        var schema = app.Services.GetRequiredService<IDocumentStore>().Options.DatabaseSchemaName;
        var psql = postgres is null ? "" : $"  {Psql(postgres, SqlViewSetup.SchemaOf(schema, app.Configuration))}\n";
        var data = postgres is null ? "" : $" and keeps its data in {postgres.Folder}";
        Console.WriteLine($"""

            Negotiations listens on {address}{data}. Stop it with Ctrl+C. Try:

              scripts/negotiations status russia-ukraine
              export NEGOTIATIONS_KEY=$(cat {key.Path})
              curl -H "Authorization: Bearer $NEGOTIATIONS_KEY" {address}/negotiations/russia-ukraine
              {address}{app.Services.GetRequiredService<SignIn>().Offer(key.Id)}   (the pages in a browser; works once, within an hour)
            {psql}
            """);
    }

    // Beside the data, where the command line finds it while the service runs.
    private static void TellAddress(WebApplication app, EmbeddedPostgresServer postgres, string address)
    {
        var file = Path.Combine(Path.GetDirectoryName(postgres.Folder)!, "address");
        File.WriteAllText(file, address);
        app.Lifetime.ApplicationStopping.Register(() => File.Delete(file));
    }

    // As the role that may only read, in the schema of the views.
    private static string Psql(EmbeddedPostgresServer postgres, string schema)
    {
        var server = new NpgsqlConnectionStringBuilder(postgres.ConnectionString);
        return $"PGPASSWORD=$(cat {Path.Combine(postgres.Folder, "password")}) PGOPTIONS='-c role={SqlViewSetup.Reader} -c "
            + $"search_path={schema}' "
            + $"psql -h {server.Host} -p {server.Port} -U {server.Username} {server.Database}";
    }
}
