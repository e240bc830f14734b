using System.Globalization;

namespace Negotiations.Benchmarks;

/// <summary>What to measure: parts by name, all unless told.</summary>
/// <param name="Parts">The parts.</param>
/// <param name="Scale"><c>--scale N</c>: everything N times smaller.</param>
/// <param name="Against"><c>--against FILE</c>: an earlier run's JSON to compare with.</param>
/// <param name="Json"><c>--json FILE</c>: where this run's goes.</param>
internal sealed record Options(IReadOnlyList<string> Parts, int Scale, string? Against, string Json)
{
    /// <summary>Reads arguments.</summary>
    public static Options Of(IEnumerable<string> arguments)
    {
        var options = new Options([], 1, null,
            Path.Combine("artifacts", "bench", $"{DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.json"));
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var argument))
            options = argument switch
            {
                "--scale" => options with { Scale = int.Parse(rest.Dequeue(), CultureInfo.InvariantCulture) },
                "--against" => options with { Against = rest.Dequeue() },
                "--json" => options with { Json = rest.Dequeue() },
                _ when Measurements.Names.Contains(argument) => options with { Parts = [.. options.Parts, argument] },
                _ => throw new ArgumentException($"There is no part '{argument}'; there are: {string.Join(' ', Measurements.Names)}"),
            };
        return options;
    }
}
