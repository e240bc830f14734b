using System.Globalization;
using Negotiations.Domain.Time;

namespace Negotiations.Web.Parts;

/// <summary>Dates in words: <c>2 June 2025</c>, <c>about June 2025</c>, <c>23 May 2025 to 25 May 2025</c>.</summary>
public static class DateWords
{
    private static readonly string[] Seasons = ["spring", "summer", "autumn", "winter"];

    /// <summary>A day.</summary>
    public static string Of(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A day without its year, where the year is told nearby.</summary>
    public static string Short(DateOnly day) => day.ToString("d MMMM", CultureInfo.InvariantCulture);

    /// <summary>An instant, in UTC.</summary>
    public static string Of(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A date as exactly as it is known.</summary>
    public static string Of(Occurrence date) => Of((date ?? throw new ArgumentNullException(nameof(date))).Text);

    /// <summary>An EDTF value; one that isn't is told as it is.</summary>
    public static string Of(string text) => text?.Split('/') switch
    {
        null => "",
        [var only] => One(only),
        ["..", var end] => $"until {One(end)}",
        ["", var end] => $"until {One(end)}, since when is unknown",
        [var start, ".."] => $"from {One(start)} on",
        [var start, ""] => $"from {One(start)} on, until when is unknown",
        [var start, var end] => $"{One(start)} to {One(end)}",
        _ => text,
    };

    private static string One(string text)
    {
        if (text.Contains('T', StringComparison.Ordinal))
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var instant) ? Of(instant) : text;
        var plain = text.TrimEnd('?', '~', '%');
        var sure = text.EndsWith('?') ? "perhaps " : text.EndsWith('~') ? "about " : text.EndsWith('%') ? "perhaps about " : "";
        return sure + (plain.Split('-') is { } parts && plain is not ['-', ..] ? Parts(plain, parts) : plain);
    }

    private static string Parts(string plain, string[] parts) => parts switch
    {
        [var year] => year.EndsWith("XX", StringComparison.Ordinal) ? $"between {year[..2]}00 and {year[..2]}99"
            : year.EndsWith('X') ? $"the {year[..3]}0s" : year,
        [var year, "XX", ..] => $"some time in {year}",
        [var year, var month] when int.TryParse(month, out var m) && m is >= 21 and <= 24 => $"{Seasons[m - 21]} {year}",
        [var year, var month] when Month(month) is { } name => $"{name} {year}",
        [var year, var month, "XX"] when Month(month) is { } name => $"some day in {name} {year}",
        [var year, var month, var day] when Month(month) is { } name => $"{day.TrimStart('0')} {name} {year}",
        _ => plain,
    };

    private static string? Month(string month) => int.TryParse(month, out var number) && number is >= 1 and <= 12
        ? CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(number) : null;
}
