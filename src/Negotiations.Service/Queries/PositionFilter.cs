using System.Reflection;
using Negotiations.Domain;
using Negotiations.Domain.Positions;
using Negotiations.Service.Http;
using Negotiations.Store.Index;

namespace Negotiations.Service.Queries;

/// <summary>Which positions are asked for.</summary>
/// <param name="Days">The days of which their time overlaps one.</param>
/// <param name="Actor">Whose they are: an actor, its members included, or a member.</param>
/// <param name="On">What they are about.</param>
/// <param name="Stance">Their stance, as a word.</param>
/// <param name="IsLatest">Whether only the last word of each actor on each thing is asked for.</param>
internal sealed record PositionFilter(DateRangeQuery Days, string? Actor, string? On, string? Stance, bool IsLatest)
    : IQueryPart, IBindableFromHttpContext<PositionFilter>
{
    /// <summary>The names of the parameters.</summary>
    public static readonly string[] Names = [.. DateRangeQuery.Names, "actor", "on", "stance", "latest"];

    /// <inheritdoc/>
    public Refusal? Refusal { get; private init; }

    /// <inheritdoc/>
    public static async ValueTask<PositionFilter?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var (query, days) = (context.Request.Query, (await DateRangeQuery.BindAsync(context, parameter))!);
        var (actor, on) = (query["actor"].FirstOrDefault(), query["on"].FirstOrDefault());
        return new PositionFilter(days, actor, on, query["stance"].FirstOrDefault(), query["latest"].FirstOrDefault() == "true")
        {
            Refusal = days.Refusal is { } range ? range
                : actor is not null && !ActorKey.TryParse(actor, out _) ? Domain.Refusal.Malformed("invalid-key", "actor",
                    ActorKey.Accepted)
                : on is not null && !Reference.TryParse(on, out _) ? Domain.Refusal.Malformed("invalid-reference", "on", Reference.Accepted)
                : QueryParameters.Unknown(query, "stance", [.. Words.All<Stance>()])
                ?? QueryParameters.Unknown(query, "latest", ["true", "false"]),
        };
    }

    /// <summary>The entries that are asked for.</summary>
    public IQueryable<FactEntry> Apply(IQueryable<FactEntry> entries)
    {
        if (Days.Start is { } start) entries = entries.Where(entry => entry.Latest == null || entry.Latest >= start);
        if (Days.End is { } end) entries = entries.Where(entry => entry.Earliest == null || entry.Earliest <= end);
        foreach (var mark in Marks()) entries = entries.Where(entry => entry.Beside.Contains(mark));
        return entries;
    }

    private IEnumerable<string> Marks() =>
        new[] { Actor is null ? null : FactEntry.OfPosition("actor", Actor),
            Reference.TryParse(On, out var on) ? FactEntry.OfPosition("on", on.ToString()) : null,
            Stance is null ? null : FactEntry.OfPosition("stance", Stance) }.OfType<string>();
}
