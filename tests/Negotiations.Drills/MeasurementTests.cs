using Negotiations.Benchmarks;

namespace Negotiations.Drills;

/// <summary>Every measurement runs, at a twentieth of its size; its figures are for a quiet machine and full size.</summary>
[Collection(nameof(Alone))]
public class MeasurementTests
{
    [Fact]
    public async Task Every_part_measures_something_and_two_runs_can_be_compared()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("negotiations-figures-").FullName, "figures.json");

        var lines = await Measurements.Run(Options.Of(["--scale", "20", "--json", file]));
        var again = await Sheet.Against(file);

        lines.ShouldAllBe(line => line.Value > 0);
        lines.Select(line => line.What).ShouldBeUnique();
        again.Before.Keys.ShouldBe(lines.Select(line => line.What), ignoreOrder: true);
    }
}
