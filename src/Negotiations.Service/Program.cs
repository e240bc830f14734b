using JasperFx;
using Microsoft.AspNetCore.Connections;
using Negotiations.EmbeddedPostgres;
using Negotiations.Service.Hosting;

if (args is ["health"]) return await HealthProbe.Run();

// `codegen` and the other tools of the bus build the host but don't start it, and need no database.
var isTool = args is ["codegen" or "describe" or "help", ..];
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = isTool ? null : AppContext.BaseDirectory });
EmbeddedPostgresServer? postgres = null;
try
{
    postgres = isTool ? null : await Database.Start(builder);
    builder.AddNegotiations(postgres?.ConnectionString);
    var app = builder.Build();
    app.UseNegotiations();
    if (isTool) return await app.RunJasperFxCommands(args);
    await app.StartAsync();
    await app.Welcome(postgres);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception fault) when (fault is EmbeddedPostgresException or SampleException or IOException { InnerException: AddressInUseException })
{
    await Console.Error.WriteLineAsync(fault is IOException ? $"{fault.Message} Choose another with --urls=http://127.0.0.1:5081." : fault.Message);
    return 1;
}
finally
{
    // After the host, which needs the database until its queues are drained.
    if (postgres is not null) await postgres.DisposeAsync();
}

/// <summary>The host; named for tests that start it.</summary>
public partial class Program;
