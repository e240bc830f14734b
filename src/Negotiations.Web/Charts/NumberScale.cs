namespace Negotiations.Web.Charts;

/// <summary>A scale of its own for a number on which voices differ: close enough to see them apart.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Step">The distance of its marks.</param>
public sealed record NumberScale(double Low, double High, double Step)
{
    private static readonly double[] Steps = [1, 2, 2.5, 5, 10];

    /// <summary>A scale on which some numbers can be told apart; from zero where the least is small beside the distance.</summary>
    public static NumberScale Of(IReadOnlyCollection<long> numbers)
    {
        var (least, most) = ((double)numbers.Min(), (double)numbers.Max());
        if (least == most) (least, most) = (Math.Max(0, least - 1), most + 1);
        if (least < 1.5 * (most - least)) least = 0;
        var rough = (most - least) / 2;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Math.Max(1, Steps.Select(factor => factor * power).First(candidate => candidate >= rough));
        return new NumberScale(Math.Floor(least / step) * step, (Math.Ceiling(most / step) * step) + (step / 3), step);
    }

    /// <summary>The place of a number in per cent.</summary>
    public double At(double number) => 5 + (90 * (number - Low) / (High - Low));

    /// <summary>The numbers that are marked.</summary>
    public IEnumerable<long> Ticks
    {
        get
        {
            for (var tick = Low; tick <= High; tick += Step) yield return (long)tick;
        }
    }
}
