using System.Globalization;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Service.Http;

/// <summary>The times that every query takes: <c>asOf</c>, <c>knownAt</c> and <c>recordedUntil</c>.</summary>
internal static class Viewpoints
{
    /// <summary>The names of the parameters that every query takes.</summary>
    public static readonly string[] Names = ["asOf", "knownAt", "recordedUntil", MinSequence.Name];

    /// <summary>Reads the viewpoint of a query.</summary>
    public static Result<Viewpoint> Read(IQueryCollection query)
    {
        if (!QueryParameters.TryDate("asOf", query["asOf"].FirstOrDefault(), out var asOf, out var refusal)) return refusal!;
        if (!TryInstant("knownAt", query, out var knownAt, out refusal)
            || !TryInstant("recordedUntil", query, out var recordedUntil, out refusal)) return refusal!;
        return new Viewpoint(asOf, knownAt, recordedUntil);
    }

    /// <summary>Whether an answer from here can be kept: no later fact is seen from it.</summary>
    public static bool IsPast(this Viewpoint viewpoint, DateTimeOffset now) =>
        viewpoint is { AsOf: not null, KnownAt: not null, RecordedUntil: { } until } && until < now;

    // A date means its end. An unescaped "+" of an offset arrives as a space.
    private static bool TryInstant(string name, IQueryCollection query, out DateTimeOffset? instant, out Refusal? refusal)
    {
        (instant, refusal) = (null, null);
        if (query[name].FirstOrDefault() is not { } text) return true;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            instant = Days.End(day);
        else if (text.Contains('T', StringComparison.Ordinal)
            && Occurrence.Parse(text.Replace(' ', '+')).Value is { Latest: { } exact } moment && moment.Earliest == exact) instant = exact;
        else refusal = Refusal.Malformed("invalid-date", name,
            $"'{name}' takes a date such as 2025-06-05, which means its end, or an instant such as 2025-06-05T12:00:00Z");
        return refusal is null;
    }
}
