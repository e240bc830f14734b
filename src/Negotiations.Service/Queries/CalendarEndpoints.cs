using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/calendar?from&amp;to</c>, and <c>/calendar</c> over all negotiations: what is due, by date; replies, agreed
/// rounds, exchanges, commitments. It starts at the day in question, so overdue things appear only with an earlier <c>from</c>.
/// </summary>
internal static class CalendarEndpoints
{
    private static readonly string[] Parameters = [.. ListQuery.Names, .. DateRangeQuery.Names];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/negotiations/{negotiation}/calendar", Get).Needs(Rights.Read).MayMiss().WithParameters(Parameters)
            .Tells<Page<CalendarItem>>(Area.Queries, "What is due in a negotiation, by date").WaitsForMinSequence();
        routes.MapQuery("/calendar",
            (ListQuery query, DateRangeQuery days, HttpContext context, IQuerySession session, TimeProvider clock) =>
            Get(null, query, days, context, session, clock))
            .Needs(Rights.None).WithParameters(Parameters).Tells<Page<CalendarItem>>(Area.Queries, "What is due in all negotiations, "
                + "by date")
            .WaitsForMinSequence().Costs(Cost.Dear);
    }

    internal static async Task<IResult> Get(
        string? negotiation, ListQuery query, DateRangeQuery days, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        if (negotiation is not null && await session.Missing(negotiation, context) is { } unknown) return Problems.Of(unknown);
        var (part, at) = (query.Part, query.Viewpoint.At(clock));
        var asked = days with { From = days.From ?? Days.Of(at) };
        // Where its home is on hold, it may still be awaited on another track.
        var found = new Dictionary<(Key, Thing), CalendarItem>();
        await foreach (var ledger in session.Ledgers(negotiation is null ? context.Caller().Readable : [negotiation], query.From,
            context.RequestAborted))
            foreach (var due in ledger.Dues().Where(due => asked.Overlaps(due.When)))
                if (due.Home == ledger.Track.Key || !found.ContainsKey((ledger.Track.Negotiation, due.Thing)))
                    found[(ledger.Track.Negotiation, due.Thing)] = CalendarItem.Of(due, ledger.Track.Negotiation, at);
        var page = part.Cut([.. found.Values.Where(item => string.CompareOrdinal(item.Position, part.After) > 0)
            .OrderBy(item => item.Position, StringComparer.Ordinal).Take(part.Limit + 1)], item => item.Position, context);
        return Answer.Of(page, isPast: query.Viewpoint.IsPast(clock));
    }
}
