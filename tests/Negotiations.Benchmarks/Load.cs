using System.Globalization;

namespace Negotiations.Benchmarks;

/// <summary>How busy the machine is with other things.</summary>
internal static class Load
{
    // A share of all cores.
    private const double Busy = 0.1;

    /// <summary>What others use before anything is started, in words.</summary>
    public static async Task<string> Before()
    {
        if (!File.Exists("/proc/stat")) return "the load of this machine is not known";
        var (idle, all) = await Now();
        using (var second = new PeriodicTimer(TimeSpan.FromSeconds(1))) await second.WaitForNextTickAsync();
        var (idleAfter, allAfter) = await Now();
        var share = 1 - ((idleAfter - idle) / Math.Max(1, allAfter - all));
        var average = (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0];
        return string.Create(CultureInfo.InvariantCulture,
            $"{(share > Busy ? "BUSY, don't trust these figures" : "quiet")}: "
                + $"others used {share:P0} of {Environment.ProcessorCount} cores before, load {average}");
    }

    private static async Task<(double Idle, double All)> Now()
    {
        var ticks = (await File.ReadAllLinesAsync("/proc/stat"))[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(tick => double.Parse(tick, CultureInfo.InvariantCulture)).ToArray();
        return (ticks[3] + ticks[4], ticks.Sum());
    }
}
