using System.Globalization;
using System.Text.RegularExpressions;

namespace Negotiations.Domain.Time;

/// <summary>
/// One EDTF level 1 date, reduced to the span of UTC time that it allows; <c>?</c>, <c>~</c> and <c>%</c> do not widen it.
/// </summary>
/// <param name="Earliest">Its first microsecond.</param>
/// <param name="Latest">Its last microsecond.</param>
internal readonly partial record struct EdtfDate(DateTimeOffset Earliest, DateTimeOffset Latest)
{
    private const int FirstSeason = 21, LastSeason = 24;

    public static EdtfDate Day(DateOnly day) => new(Days.Start(day), Days.End(day));

    public static EdtfDate? Parse(string text)
    {
        if (Pattern.Match(text) is not { Success: true } match || match.Groups["year"].Value == "-0000") return null;
        var (year, month, day) = (match.Groups["year"].Value, match.Groups["month"].Value, match.Groups["day"].Value);
        if (year.Contains('X', StringComparison.Ordinal)) return month == "" ? Decade(year) : null;
        return Within(int.Parse(year, CultureInfo.InvariantCulture), month, day);
    }

    private static EdtfDate? Decade(string year)
    {
        var (low, high) = (Whole(year.Replace('X', '0')), Whole(year.Replace('X', '9')));
        return Span(Math.Min(low, high), 1, 1, Math.Max(low, high), 12, 31);
    }

    private static EdtfDate? Within(int year, string month, string day)
    {
        if (month is "" or "XX") return day is "" || (month, day) is ("XX", "XX") ? Span(year, 1, 1, year, 12, 31) : null;
        var m = Whole(month);
        if (m is >= FirstSeason and <= LastSeason) return day == "" ? Season(year, m - FirstSeason) : null;
        if (m is < 1 or > 12) return null;
        var last = LastDay(year, m);
        if (day is "" or "XX") return Span(year, m, 1, year, m, last);
        var d = Whole(day);
        return d >= 1 && d <= last ? Span(year, m, d, year, m, d) : null;
    }

    // Meteorological seasons of the northern hemisphere: spring is March to May, winter ends in February of the next year.
    private static EdtfDate Season(int year, int season)
    {
        var (from, until, endYear) = (3 + (3 * season), (5 + (3 * season)) % 12, season == 3 ? year + 1 : year);
        return Span(year, from, 1, endYear, until, LastDay(endYear, until));
    }

    private static EdtfDate Span(int year, int month, int day, int lastYear, int lastMonth, int lastDay) => new(
        year < 1 ? DateTimeOffset.MinValue : Days.Start(new DateOnly(year, month, day)),
        lastYear < 1 ? DateTimeOffset.MinValue
            : lastYear > 9999 ? Days.End(DateOnly.MaxValue) : Days.End(new DateOnly(lastYear, lastMonth, lastDay)));

    private static int LastDay(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private static int Whole(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<year>-?([0-9]{4}|[0-9]{3}X|[0-9]{2}XX))(-(?<month>[0-9]{2}|XX)(-(?<day>[0-9]{2}|XX))?)?[?~%]?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern { get; }
}
