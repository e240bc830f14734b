using System.Globalization;
using System.Text.RegularExpressions;

namespace Negotiations.Domain.Time;

/// <summary>
/// When something happened, as exactly as it is known: an EDTF (ISO 8601-2) level 1 value without <c>Y</c> years, kept as written.
/// Dates without an offset are UTC days. Bounds are UTC, to the microsecond; what lies before the year 1 is held at its start.
/// </summary>
public sealed partial record Occurrence
{
    /// <summary>What is accepted, in words for the person who wrote something else.</summary>
    public const string Accepted =
        "accepted are EDTF level 1 values: a day (2025-06-02), month (2025-06), year (2025), season (2025-21), " +
        "unspecified digits (2025-06-XX, 202X), each also uncertain (?), approximate (~) or both (%), " +
        "an interval (2025-05-23/2025-05-25, ../2025-06-09, 2025-06-02/..; nothing before or after the slash means unknown), " +
        "or an instant (2025-06-02T13:00:00+03:00)";

    private static readonly TimeSpan Tomorrow = TimeSpan.FromDays(2) - TimeSpan.FromMicroseconds(1);

    private Occurrence(string text, DateTimeOffset? earliest, DateTimeOffset? latest, DateTimeOffset begunBy) =>
        (Text, Earliest, Latest, BegunBy) = (text, earliest, latest, begunBy);

    /// <summary>The value as it was written.</summary>
    public string Text { get; }

    /// <summary>The earliest instant it allows; null where the start is open or unknown.</summary>
    public DateTimeOffset? Earliest { get; }

    /// <summary>The latest instant it allows; null where the end is open or unknown.</summary>
    public DateTimeOffset? Latest { get; }

    /// <summary>The instant that stands for it: the latest, or the earliest where the end is open.</summary>
    public DateTimeOffset Moment => Latest ?? Earliest!.Value;

    /// <summary>The moment of what had happened by an instant, so that a month still running ends there.</summary>
    public DateTimeOffset MomentBy(DateTimeOffset instant) => Moment <= instant ? Moment : Earliest > instant ? Earliest.Value : instant;

    /// <summary>The last day, or the instant, of what is to be done by then; where the end is open, the first day.</summary>
    public Occurrence Deadline() => Latest is not { } end ? On(Days.Of(Moment)) : Earliest == end ? At(end) : On(Days.Of(end));

    /// <summary>The first instant by which all of it can have happened: the start of its last date.</summary>
    private DateTimeOffset BegunBy { get; }

    /// <summary>The whole UTC day.</summary>
    public static Occurrence On(DateOnly day)
    {
        var date = EdtfDate.Day(day);
        return new Occurrence(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), date.Earliest, date.Latest, date.Earliest);
    }

    /// <summary>The instant, written in UTC.</summary>
    public static Occurrence At(DateTimeOffset instant) =>
        new(instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture), instant, instant, instant);

    /// <summary>Reads an EDTF value; the refusal <c>unreadable-date</c> says what is accepted.</summary>
    public static Result<Occurrence> Parse(string? text)
    {
        if (text is null or "") return Unreadable("an empty text is not a date");
        if (text.Split('/') is { Length: > 1 } sides)
            return sides.Length == 2 ? Interval(text, sides[0], sides[1]) : Unreadable($"'{Shown(text)}' has more than one slash");
        if (Instant(text) is { } instant) return new Occurrence(text, instant, instant, instant);
        return EdtfDate.Parse(text) is { } date
            ? new Occurrence(text, date.Earliest, date.Latest, date.Earliest)
            : Unreadable($"'{Shown(text)}' is not a date");
    }

    /// <summary>A value that the program itself wrote; throws <see cref="FormatException"/> when it is none.</summary>
    public static Occurrence Of(string text) =>
        Parse(text) is { Value: { } value } ? value : throw new FormatException($"'{text}': {Accepted}");

    /// <summary>Whether both may have happened at one time; an open or unknown end reaches as far as time does.</summary>
    public bool Overlaps(Occurrence other) => !(Earliest > other.Latest) && !(other.Earliest > Latest);

    /// <summary>Whether it lies later than the end of the day after <paramref name="now"/>, so that it cannot have happened.</summary>
    public bool LiesAhead(DateTimeOffset now) => BegunBy > Days.Start(Days.Of(now)) + Tomorrow;

    /// <inheritdoc/>
    public bool Equals(Occurrence? other) => Text == other?.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The value as it was written.</summary>
    public override string ToString() => Text;

    private static Result<Occurrence> Interval(string text, string from, string until)
    {
        var (start, end) = (EdtfDate.Parse(from), EdtfDate.Parse(until));
        if ((start is null && from is not ("" or "..")) || (end is null && until is not ("" or "..")))
            return Unreadable($"one side of '{Shown(text)}' is not a date");
        if (start is null && end is null) return Unreadable($"'{Shown(text)}' has no date on either side");
        if (start is { } first && end is { } last && first.Earliest > last.Latest)
            return Unreadable($"'{Shown(text)}' ends before it starts");
        return new Occurrence(text, start?.Earliest, end?.Latest, (end ?? start)!.Value.Earliest);
    }

    private static DateTimeOffset? Instant(string text)
    {
        if (InstantPattern.Match(text) is not { Success: true } match || EdtfDate.Parse(match.Groups["date"].Value) is not { } date)
            return null;
        var (hour, minute, second) = (Number("hour"), Number("minute"), Number("second"));
        var offset = new TimeSpan(Number("oh"), Number("om"), 0);
        if (hour > 23 || minute > 59 || second > 59 || Number("om") > 59 || offset > TimeSpan.FromHours(14)) return null;
        var micros = int.Parse(match.Groups["fraction"].Value.PadRight(6, '0')[..6], CultureInfo.InvariantCulture);
        var ticks = date.Earliest.Ticks + new TimeSpan(0, hour, minute, second, 0, micros).Ticks
            - (match.Groups["sign"].Value == "-" ? -offset.Ticks : offset.Ticks);
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

        int Number(string group) =>
            match.Groups[group] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 0;
    }

    private static Refusal Unreadable(string what) => Refusal.Rule("unreadable-date", null, $"{what}: {Accepted}.");

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private const string TimeForm = @"(?<hour>[0-9]{2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})(\.(?<fraction>[0-9]{1,9}))?)?";
    private const string OffsetForm = @"Z|(?<sign>[+-])(?<oh>[0-9]{2})(:?(?<om>[0-9]{2}))?";

    [GeneratedRegex($@"^(?<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})T{TimeForm}({OffsetForm})?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex InstantPattern { get; }
}
