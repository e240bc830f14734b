using System.Globalization;
using Negotiations.Web.Parts;

namespace Negotiations.Web.Charts;

/// <summary>
/// The one scale of time of a page: days to places in per cent of the width. Where nothing happens for long, time is compressed, and the
/// break is shown.
/// </summary>
public sealed class TimeScale
{
    private const double Margin = 2, Apart = 12;
    private const int LeastGap = 28;
    private readonly DateOnly[] days;
    private readonly double[] places;

    private TimeScale(DateOnly[] days, double[] places, IReadOnlyList<(double From, double To, int Days)> breaks) =>
        (this.days, this.places, Breaks) = (days, places, breaks);

    /// <summary>The stretches that are compressed: from where to where, and how many days.</summary>
    public IReadOnlyList<(double From, double To, int Days)> Breaks { get; }

    /// <summary>The first day.</summary>
    public DateOnly First => days[0];

    /// <summary>The last day.</summary>
    public DateOnly Last => days[^1];

    /// <summary>A scale on which all of these days have a place.</summary>
    public static TimeScale Of(IEnumerable<DateOnly> marked)
    {
        DateOnly[] days = [.. marked.Distinct().Order()];
        if (days is []) days = [DateOnly.MinValue];
        if (days.Length == 1) days = [days[0], days[0].AddDays(1)];
        int[] gaps = [.. days.Zip(days.Skip(1), (from, to) => to.DayNumber - from.DayNumber)];
        var longest = Math.Max(LeastGap, 8 * gaps.Order().ElementAt(gaps.Length / 2));
        var shown = gaps.Where(gap => gap <= longest).Sum();
        var compressed = Math.Max(1.0, shown * 0.05);
        var weights = gaps.Select(gap => gap > longest ? compressed : gap).ToArray();
        var (unit, places, breaks) = ((100 - (2 * Margin)) / weights.Sum(), new double[days.Length], new List<(double, double, int)>());
        places[0] = Margin;
        for (var i = 0; i < gaps.Length; i++)
        {
            places[i + 1] = places[i] + (unit * weights[i]);
            if (gaps[i] > longest) breaks.Add((places[i], places[i + 1], gaps[i]));
        }
        return new TimeScale(days, places, breaks);
    }

    /// <summary>The place of a day in per cent; what lies outside is held at the edge.</summary>
    public double At(DateOnly day)
    {
        if (day < First) return 0;
        if (day > Last) return 100;
        var i = Array.BinarySearch(days, day);
        if (i >= 0) return places[i];
        var after = ~i;
        var share = (double)(day.DayNumber - days[after - 1].DayNumber) / (days[after].DayNumber - days[after - 1].DayNumber);
        return places[after - 1] + (share * (places[after] - places[after - 1]));
    }

    /// <summary>The place of a day as an attribute.</summary>
    public string X(DateOnly day) => Percent(At(day));

    /// <summary>A place as an attribute.</summary>
    public static string Percent(double place) => place.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>Days to be named on an axis, far enough apart to be read.</summary>
    public IReadOnlyList<(DateOnly Day, string Label)> Ticks => field ??= Choose();

    private IReadOnlyList<(DateOnly Day, string Label)> Choose()
    {
        var chosen = new List<DateOnly>();
        foreach (var day in Candidates())
            if (At(day) is > 4 and < 94 && !Breaks.Any(gap => At(day) > gap.From && At(day) < gap.To)
                && chosen.All(other => Math.Abs(At(other) - At(day)) >= Apart)) chosen.Add(day);
        return [.. chosen.Order().Select(day => (day, day.Day != 1 ? DateWords.Short(day)
            : day.Month == 1 ? day.Year.ToString(CultureInfo.InvariantCulture) : day.ToString("MMM yyyy", CultureInfo.InvariantCulture)))];
    }

    // Years first, then months, then the days on which something is.
    private IEnumerable<DateOnly> Candidates()
    {
        for (var year = First.Year + 1; year <= Last.Year; year++) yield return new DateOnly(year, 1, 1);
        if (Last.DayNumber - First.DayNumber < 5_000)
            for (var month = new DateOnly(First.Year, First.Month, 1); month <= Last.AddMonths(-1); month = month.AddMonths(1))
                yield return month.AddMonths(1);
        foreach (var day in days) yield return day;
    }
}
