using JasperFx;
using Negotiations.EmbeddedPostgres;
using Negotiations.Service.Access;
using Negotiations.Service.Hosting;
if (args is ["health"]) return await HealthProbe.Run();

// `codegen` and the other tools of the bus build the host but don't start it, and need no database.
var isTool = args is ["codegen" or "describe" or "help", ..];
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = Maintenance.IsAsked(args) ? Maintenance.Settings(args)
    : args,
    ContentRootPath = isTool ? null : AppContext.BaseDirectory
});
EmbeddedPostgresServer? postgres = null;
try
{
    if (Maintenance.IsAsked(args)) return await Maintenance.Run(args, builder.Configuration);
    if (!isTool) AccessSetup.Prepare(builder.Configuration);
    postgres = isTool ? null : await Database.Start(builder);
    // The tools have no database and need none.
    var (owner, service) = isTool ? ("Host=127.0.0.1", "Host=127.0.0.1")
        : await Database.Prepare(builder.Configuration, postgres?.ConnectionString);
    builder.AddNegotiations(owner, service);
    var app = builder.Build();
    app.UseNegotiations();
    if (isTool) return await app.RunJasperFxCommands(args);
    await app.StartAsync();
    ListenAddressPolicy.Check(app.Configuration, app.Urls);
    await app.Welcome(postgres);
    await app.WaitForShutdownAsync();
    app.SendLast();
    return 0;
}
catch (Exception fault) when (StartFault.Explain(fault) is { } explanation)
{
    await Console.Error.WriteLineAsync(explanation);
    return 1;
}
finally
{
    // After the host, which needs the database until its queues are drained.
    if (postgres is not null) await postgres.DisposeAsync();
}

/// <summary>The host; named for tests that start it.</summary>
public partial class Program;
