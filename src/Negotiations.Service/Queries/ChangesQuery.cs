using System.Reflection;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;
using Negotiations.Service.Http;

namespace Negotiations.Service.Queries;

/// <summary>
/// Which two views are compared: the world at the end of <c>from</c> and at the end of <c>to</c>, what was known at <c>knownFrom</c> and
/// at <c>knownTo</c>, or what was recorded here until <c>recordedFrom</c> and until <c>recordedTo</c>. Without its later end it is now.
/// The other parameters of a viewpoint hold for both.
/// </summary>
/// <param name="Before">The earlier view.</param>
/// <param name="After">The later view.</param>
internal sealed record ChangesQuery(Viewpoint Before, Viewpoint After) : IQueryPart, IBindableFromHttpContext<ChangesQuery>
{
    /// <summary>The names of the parameters.</summary>
    public static readonly string[] Names = [.. DateRangeQuery.Names, "knownFrom", "knownTo", "recordedFrom", "recordedTo"];

    /// <inheritdoc/>
    public Refusal? Refusal { get; private init; }

    /// <inheritdoc/>
    public static async ValueTask<ChangesQuery?> BindAsync(HttpContext context, ParameterInfo parameter) => await Of(context);

    /// <summary>What a request asks for.</summary>
    public static async ValueTask<ChangesQuery> Of(HttpContext context)
    {
        var view = (await ViewpointQuery.BindAsync(context, null!))!.From;
        var read = Read(context.Request.Query, (await DateRangeQuery.BindAsync(context, null!))!, view);
        return read.Value ?? new ChangesQuery(view, view) { Refusal = read.Refusal };
    }

    /// <summary>The instant at which a view is asked about: the end of its day, or else now.</summary>
    public static DateTimeOffset At(Viewpoint view, TimeProvider clock) => view.AsOf is { } day ? Days.End(day) : clock.GetUtcNow();

    private static Result<ChangesQuery> Read(IQueryCollection query, DateRangeQuery days, Viewpoint view)
    {
        if (days.Refusal is { } range) return range;
        DateTimeOffset? knownTo = null, recordedFrom = null, recordedTo = null;
        if (!ViewpointQuery.TryInstant("knownFrom", query, out var knownFrom, out var misread)
            || !ViewpointQuery.TryInstant("knownTo", query, out knownTo, out misread)
            || !ViewpointQuery.TryInstant("recordedFrom", query, out recordedFrom, out misread)
            || !ViewpointQuery.TryInstant("recordedTo", query, out recordedTo, out misread)) return misread!;
        var asked = Names.Where(query.ContainsKey).Select(name => name.Replace("From", "", StringComparison.Ordinal)
            .Replace("To", "", StringComparison.Ordinal)).Select(name => name is "known" or "recorded" ? name : "").Distinct().ToArray();
        if (asked.Length != 1)
            return Refusal.Malformed("missing-parameter", "from",
                "say from when to when: 'from' and 'to' for what happened, 'knownFrom' and 'knownTo' for what became known, or "
                + "'recordedFrom' and 'recordedTo' for what was recorded here");
        return asked[0] switch
        {
            "known" => Between("known", "knownAt", knownFrom, knownTo, view.KnownAt, at => view with { KnownAt = at }),
            "recorded" => Between("recorded", "recordedUntil", recordedFrom, recordedTo, view.RecordedUntil,
                at => view with { RecordedUntil = at }),
            _ => days.From is null ? Missing("from") : view.AsOf is not null ? Clash("asOf", "from")
                : new ChangesQuery(view with { AsOf = days.From }, view with { AsOf = days.To }),
        };
    }

    private static Result<ChangesQuery> Between(string name, string other, DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset? both,
        Func<DateTimeOffset?, Viewpoint> at) =>
        from is null ? Missing($"{name}From") : both is not null ? Clash(other, $"{name}From")
            : from > to ? Refusal.Malformed("empty-range", $"{name}To", $"'{name}To' lies before '{name}From'")
            : new ChangesQuery(at(from), at(to));

    private static Refusal Missing(string name) => Refusal.Malformed("missing-parameter", name, $"'{name}' says from when");

    private static Refusal Clash(string name, string other) =>
        Refusal.Malformed("clashing-parameters", name, $"'{name}' does not go with '{other}', which says it for both views");
}
