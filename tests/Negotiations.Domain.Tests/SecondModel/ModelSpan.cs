using System.Globalization;

namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>The instants that a stored date allows.</summary>
/// <param name="Earliest">The earliest; null when the start is open or unknown.</param>
/// <param name="Latest">The latest; null when the end is open or unknown.</param>
internal sealed record ModelSpan(DateTimeOffset? Earliest, DateTimeOffset? Latest)
{
    private static readonly DateTimeOffset First = new(1, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ModelSpan Open => new(null, null);

    /// <summary>The latest instant, or the earliest where the end is open.</summary>
    public DateTimeOffset? Moment => Latest ?? Earliest;

    /// <summary>The day of the moment.</summary>
    public DateOnly? Day => Moment is { } moment ? DayOf(moment) : null;

    /// <summary>The instant after which something due then is late.</summary>
    public DateTimeOffset? Deadline => Latest ?? (Earliest is { } earliest ? EndOf(DayOf(earliest)) : null);

    public bool Overlaps(ModelSpan other) => !EndsBefore(other) && !other.EndsBefore(this);

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The last microsecond of a day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day).AddTicks(TimeSpan.TicksPerDay - TimeSpan.TicksPerMicrosecond);

    public static ModelSpan Read(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return ReadOne(text);
        return new ModelSpan(ReadEnd(text[..slash]).Earliest, ReadEnd(text[(slash + 1)..]).Latest);
    }

    private bool EndsBefore(ModelSpan other) => Latest < other.Earliest;

    private static ModelSpan ReadEnd(string text) => text is "" or ".." ? Open : ReadOne(text);

    private static ModelSpan ReadOne(string text)
    {
        if (text.Contains('T', StringComparison.Ordinal)) return ReadInstant(text);
        var plain = text.Trim('?', '~', '%');
        if (plain.StartsWith('-')) return new ModelSpan(First, First);
        var parts = plain.Split('-');
        var firstYear = Number(parts[0].Replace('X', '0'));
        var lastYear = Number(parts[0].Replace('X', '9'));
        if (lastYear < 1) return new ModelSpan(First, First);
        if (parts.Length == 1 || parts[1] == "XX") return Days(FirstOf(firstYear, 1), LastOf(lastYear, 12));
        return ReadInYear(lastYear, parts);
    }

    private static ModelSpan ReadInYear(int year, string[] parts)
    {
        var month = Number(parts[1]);
        if (month > 20) return Season(year, month);
        if (parts.Length == 2 || parts[2] == "XX") return Days(FirstOf(year, month), LastOf(year, month));
        var day = new DateOnly(year, month, Number(parts[2]));
        return Days(day, day);
    }

    /// <summary>Spring, summer, autumn and winter, which ends in the next year.</summary>
    private static ModelSpan Season(int year, int season) => season switch
    {
        21 => Days(FirstOf(year, 3), LastOf(year, 5)),
        22 => Days(FirstOf(year, 6), LastOf(year, 8)),
        23 => Days(FirstOf(year, 9), LastOf(year, 11)),
        _ => Days(FirstOf(year, 12), year == 9999 ? DateOnly.MaxValue : LastOf(year + 1, 2)),
    };

    private static ModelSpan ReadInstant(string text)
    {
        if (text.StartsWith('-') || text.StartsWith("0000", StringComparison.Ordinal)) return new ModelSpan(First, First);
        var instant = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime();
        var whole = instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));
        return new ModelSpan(whole, whole);
    }

    private static ModelSpan Days(DateOnly first, DateOnly last) => new(StartOf(first), EndOf(last));

    private static DateOnly FirstOf(int year, int month) => new(Math.Max(year, 1), month, 1);

    private static DateOnly LastOf(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
