using System.Globalization;
using System.Reflection;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Service.Http;

/// <summary>The times that every query takes: <c>asOf</c>, <c>knownAt</c> and <c>recordedUntil</c>.</summary>
/// <param name="From">The viewpoint that is asked for.</param>
/// <param name="Refusal">Why it can't be read.</param>
internal sealed record ViewpointQuery(Viewpoint From, Refusal? Refusal) : IQueryPart, IBindableFromHttpContext<ViewpointQuery>
{
    /// <summary>The names of the parameters that every query takes.</summary>
    public static readonly string[] Names = ["asOf", "knownAt", "recordedUntil", MinSequence.Name];

    /// <inheritdoc/>
    public static ValueTask<ViewpointQuery?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<ViewpointQuery?>(Read(context.Request.Query));

    /// <summary>The instant in question: the end of <c>asOf</c>, or else now.</summary>
    public DateTimeOffset At(TimeProvider clock) => From.AsOf is { } day ? Days.End(day) : clock.GetUtcNow();

    /// <summary>Whether an answer can be cached: no later fact is seen from this viewpoint.</summary>
    public bool IsPast(TimeProvider clock) =>
        From is { AsOf: not null, KnownAt: not null, RecordedUntil: { } until } && until < clock.GetUtcNow();

    private static ViewpointQuery Read(IQueryCollection query) =>
        QueryParameters.TryDate("asOf", query["asOf"].FirstOrDefault(), out var asOf, out var refusal)
            && TryInstant("knownAt", query, out var knownAt, out refusal)
            && TryInstant("recordedUntil", query, out var recordedUntil, out refusal)
            ? new ViewpointQuery(new Viewpoint(asOf, knownAt, recordedUntil), null) : new ViewpointQuery(Viewpoint.Now, refusal);

    // A date means its end. An unescaped "+" of an offset arrives as a space.
    internal static bool TryInstant(string name, IQueryCollection query, out DateTimeOffset? instant, out Refusal? refusal)
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
