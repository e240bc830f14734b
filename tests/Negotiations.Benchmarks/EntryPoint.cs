namespace Negotiations.Benchmarks;

/// <summary>Measures what its arguments ask for.</summary>
internal static class EntryPoint
{
    private static Task Main(string[] arguments) => Measurements.Run(Options.Of(arguments));
}
