using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Time;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Index;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/days?from&amp;to&amp;track</c>: the days on which something happened, and how much. The days before and after a
/// view are those of its earlier and its later change.
/// </summary>
internal static class DaysEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/days", Get).Needs(Rights.Read).MayMiss()
            .WithParameters([.. ViewpointQuery.Names, .. DateRangeQuery.Names, "track"])
            .Tells<IReadOnlyList<DayView>>(Area.Queries, "The days on which something happened, with the number of facts")
            .WaitsForIndexedSequence();

    /// <summary>Counts facts by day, in the order of days.</summary>
    public static IReadOnlyList<DayView> Of(IEnumerable<IndexedTimes> facts) =>
        [.. facts.GroupBy(fact => Days.Of(fact.Moment)).OrderBy(day => day.Key).Select(day => new DayView(day.Key, day.Count()))];

    private static async Task<IResult> Get(string negotiation, string? track, ViewpointQuery query, DateRangeQuery range,
        HttpContext context, IQuerySession session, TimeProvider clock)
    {
        if (await session.Missing(negotiation, context) is { } unknown) return Problems.Of(unknown);
        var search = await FactSearch.Of(session, negotiation, query.From, context.RequestAborted);
        var facts = await IndexedTimes.Of(search, negotiation, context.RequestAborted);
        return Answer.Of(Of(facts.Where(fact => (track is null || fact.Tracks.Contains(track))
            && !(fact.Moment < range.Start) && !(fact.Moment > range.End))), isPast: query.IsPast(clock));
    }
}
