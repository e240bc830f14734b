namespace Negotiations.Domain.Time;

/// <summary>UTC days and the instants that bound them, to the microsecond (the precision of PostgreSQL).</summary>
public static class Days
{
    /// <summary>The UTC day in which an instant lies.</summary>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    /// <summary>The first instant of a day.</summary>
    public static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The first microsecond after an instant; the instant itself at the end of the calendar.</summary>
    public static DateTimeOffset After(DateTimeOffset instant) =>
        DateTimeOffset.MaxValue - instant < TimeSpan.FromMicroseconds(1) ? instant : instant + TimeSpan.FromMicroseconds(1);

    /// <summary>A day so many days later, or the last day of the calendar.</summary>
    public static DateOnly Later(DateOnly day, int days) =>
        DateOnly.FromDayNumber(Math.Min(day.DayNumber + days, DateOnly.MaxValue.DayNumber));

    /// <summary>The later of two days, of which the second may be missing.</summary>
    public static DateOnly Latest(DateOnly day, DateOnly? other) => other > day ? other.Value : day;

    /// <summary>The last microsecond of a day.</summary>
    public static DateTimeOffset End(DateOnly day) => Start(day) + (TimeSpan.FromDays(1) - TimeSpan.FromMicroseconds(1));
}
