using System.Reflection;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;
using Negotiations.Service.Http;

namespace Negotiations.Service.Queries;

/// <summary>
/// Which two views are compared: the world at the end of <c>from</c> and at the end of <c>to</c>, or what was known at <c>knownFrom</c> and
/// at <c>knownTo</c>. Without its later end it is now. The other parameters of a viewpoint hold for both.
/// </summary>
/// <param name="Before">The earlier view.</param>
/// <param name="After">The later view.</param>
internal sealed record ChangesQuery(Viewpoint Before, Viewpoint After) : IQueryPart, IBindableFromHttpContext<ChangesQuery>
{
    /// <summary>The names of the parameters.</summary>
    public static readonly string[] Names = [.. DateRangeQuery.Names, "knownFrom", "knownTo"];

    /// <inheritdoc/>
    public Refusal? Refusal { get; private init; }

    /// <inheritdoc/>
    public static async ValueTask<ChangesQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var view = (await ViewpointQuery.BindAsync(context, parameter))!.From;
        var read = Read(context.Request.Query, (await DateRangeQuery.BindAsync(context, parameter))!, view);
        return read.Value ?? new ChangesQuery(view, view) { Refusal = read.Refusal };
    }

    /// <summary>The instant at which a view is asked about: the end of its day, or else now.</summary>
    public static DateTimeOffset At(Viewpoint view, TimeProvider clock) => view.AsOf is { } day ? Days.End(day) : clock.GetUtcNow();

    private static Result<ChangesQuery> Read(IQueryCollection query, DateRangeQuery days, Viewpoint view)
    {
        DateTimeOffset? knownTo = null;
        if (!ViewpointQuery.TryInstant("knownFrom", query, out var knownFrom, out var misread)
            || !ViewpointQuery.TryInstant("knownTo", query, out knownTo, out misread)) return misread!;
        if (days.Refusal is { } range) return range;
        var (isOverWorld, isOverKnowledge) = (days.From is not null || days.To is not null, knownFrom is not null || knownTo is not null);
        if (isOverWorld == isOverKnowledge)
            return Refusal.Malformed("missing-parameter", "from",
                "say from when to when: 'from' and 'to' for what happened, or 'knownFrom' "
                + "and 'knownTo' for what became known");
        if (isOverWorld && days.From is null) return Missing("from");
        if (isOverKnowledge && knownFrom is null) return Missing("knownFrom");
        if (isOverWorld && view.AsOf is not null) return Clash("asOf", "from");
        if (isOverKnowledge && view.KnownAt is not null) return Clash("knownAt", "knownFrom");
        if (knownFrom > knownTo) return Refusal.Malformed("empty-range", "knownTo", "'knownTo' lies before 'knownFrom'");
        return isOverWorld ? new ChangesQuery(view with { AsOf = days.From }, view with { AsOf = days.To })
            : new ChangesQuery(view with { KnownAt = knownFrom }, view with { KnownAt = knownTo });
    }

    private static Refusal Missing(string name) => Refusal.Malformed("missing-parameter", name, $"'{name}' says from when");

    private static Refusal Clash(string name, string other) =>
        Refusal.Malformed("clashing-parameters", name, $"'{name}' does not go with '{other}', which says it for both views");
}
