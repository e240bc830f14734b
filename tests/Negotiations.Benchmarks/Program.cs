using Microsoft.Extensions.Logging.Abstractions;
using Negotiations.Benchmarks;
using Negotiations.EmbeddedPostgres;
using Npgsql;
// What the service costs on this machine, beside what the database alone can do, each part in turn and both sides of a part close together
// in time: these numbers compare within one run.
var home = Directory.CreateTempSubdirectory("negotiations-bench-");
if (!OperatingSystem.IsWindows()) home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
await using (var postgres = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions
{
    Folder = Path.Combine(home.FullName,
    "postgres")
}, NullLogger.Instance))
await using (var service = new Service(postgres.ConnectionString))
await using (var database = NpgsqlDataSource.Create(postgres.ConnectionString))
{
    var bench = new Bench(service, database, postgres.ConnectionString);
    (string Name, Func<Bench, Task> Run)[] parts = [("commands", Commands.Run), ("batch", Batch.Run), ("replay", Replays.Run),
        ("reading", Reading.Run)];
    foreach (var part in parts.Where(part => args is [] || args.Contains(part.Name))) await part.Run(bench);
}
home.Delete(recursive: true);
