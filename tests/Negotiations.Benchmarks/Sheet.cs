using System.Globalization;
using System.Text.Json;

namespace Negotiations.Benchmarks;

/// <summary>What was measured: printed part by part, the ratio first, and kept as JSON, so that two runs can be compared.</summary>
internal sealed class Sheet(IReadOnlyDictionary<string, Line> against)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };
    private readonly List<Line> lines = [];

    /// <summary>What an earlier run measured.</summary>
    public IReadOnlyDictionary<string, Line> Before => against;

    /// <summary>What has been measured so far.</summary>
    public IReadOnlyList<Line> Lines => lines;

    /// <summary>Reads the sheet of an earlier run.</summary>
    public static async Task<Sheet> Against(string? file)
    {
        if (file is null) return new Sheet(new Dictionary<string, Line>());
        await using var stream = File.OpenRead(file);
        var run = await JsonSerializer.DeserializeAsync<Run>(stream, Json) ?? throw new InvalidOperationException($"{file} is empty");
        return new Sheet(run.Lines.ToDictionary(line => line.What));
    }

    /// <summary>Begins a table.</summary>
    public void Begin(string title)
    {
        Console.WriteLine($"\n{title}\n");
        Print("ratio", "what", "measured", "beside", "goal", against.Count == 0 ? null : "before");
        Print("---:", "---", "---:", "---:", "---:", against.Count == 0 ? null : "---:");
    }

    /// <summary>Adds what was measured.</summary>
    /// <param name="what">What, the same words in every run.</param>
    /// <param name="value">How much.</param>
    /// <param name="unit">Of what: <c>/s</c>, <c>ms</c>, <c>MB</c>.</param>
    /// <param name="beside">What it is compared with, in the same unit; null where with nothing.</param>
    /// <param name="goal">The goal: of the ratio where there is one, else of the value.</param>
    public void Add(string what, double value, string unit, double? beside = null, double? goal = null)
    {
        var line = new Line(what, value, unit, beside, value / beside, goal);
        lines.Add(line);
        var before = against.GetValueOrDefault(what);
        Print(line.Ratio is { } ratio ? Number(ratio) : "", what, $"{Number(value)} {unit}",
            beside is { } other ? $"{Number(other)} {unit}" : "",
            goal is { } wanted ? $"{Number(wanted)}{(beside is null ? $" {unit}" : "")}" : "",
            against.Count == 0 ? null : before is null ? "" : $"{Number(before.Value)} {unit}, now × {Number(value / before.Value)}");
    }

    /// <summary>Keeps all of it in a file.</summary>
    public async Task Save(string file, string load)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, new Run(DateTimeOffset.UtcNow, Environment.ProcessorCount, load, lines), Json);
    }

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) switch { >= 100 => "0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);

    private static void Print(params string?[] cells) =>
        Console.WriteLine($"| {string.Join(" | ", cells.Where(cell => cell is not null))} |");

    private sealed record Run(DateTimeOffset At, int Cores, string Load, IReadOnlyList<Line> Lines);
}

/// <summary>One thing that was measured.</summary>
internal sealed record Line(string What, double Value, string Unit, double? Beside, double? Ratio, double? Goal);
