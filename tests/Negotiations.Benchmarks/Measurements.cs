using Microsoft.Extensions.Logging.Abstractions;
using Negotiations.EmbeddedPostgres;
using Npgsql;

namespace Negotiations.Benchmarks;

/// <summary>
/// What the service costs on this machine, beside what the database alone can do, each part in turn and both sides of a part close together
/// in time: the figures compare within one run.
/// </summary>
internal static class Measurements
{
    private static readonly (string Name, Func<Bench, Task> Run)[] Parts = [("commands", Commands.Run), ("batch", Batch.Run),
        ("corrections", Corrections.Run), ("sizes", Sizes.Run), ("boards", Boards.Run), ("replay", Replays.Run), ("log", Logging.Run),
        ("reading", Reading.Run), ("start", Starting.Run)];

    /// <summary>The names of all parts.</summary>
    public static IEnumerable<string> Names => Parts.Select(part => part.Name);

    /// <summary>Measures, prints and keeps it.</summary>
    public static async Task<IReadOnlyList<Line>> Run(Options options)
    {
        var load = await Load.Before();
        Console.WriteLine($"This machine is {load}.");
        var home = Directory.CreateTempSubdirectory("negotiations-bench-");
        if (!OperatingSystem.IsWindows()) home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var sheet = await Sheet.Against(options.Against);
        await using (var postgres = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions { Folder = Path.Combine(home.FullName, "postgres") }, NullLogger.Instance))
        await using (var service = new Service(postgres.ConnectionString))
        await using (var database = NpgsqlDataSource.Create(postgres.ConnectionString))
        {
            var bench = new Bench(service, database, postgres.ConnectionString, options.Scale, sheet);
            foreach (var part in Parts.Where(part => options.Parts is [] || options.Parts.Contains(part.Name))) await part.Run(bench);
        }
        home.Delete(recursive: true);
        await sheet.Save(options.Json, load);
        Console.WriteLine($"\nKept in {options.Json}; compare another run with it: scripts/bench --against {options.Json}");
        return sheet.Lines;
    }
}
