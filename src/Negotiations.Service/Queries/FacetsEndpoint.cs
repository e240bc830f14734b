using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Index;

namespace Negotiations.Service.Queries;

/// <summary><c>GET /negotiations/{n}/facets</c>: how the facts of a timeline spread; it takes the filters of the timeline.</summary>
internal static class FacetsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/facets", Get).Needs(Rights.Read).MayMiss()
            .WithParameters([.. ViewpointQuery.Names, .. TimelineFilter.Names])
            .Tells<FacetsView>(Area.Queries, "How many facts of a timeline there are by type, track and actor").WaitsForIndexedSequence();

    internal static async Task<IResult> Get(
        string negotiation, ViewpointQuery query, TimelineFilter filter, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        if (await session.Missing(negotiation, context) is { } unknown) return Problems.Of(unknown);
        var actors = await TimelineEndpoint.Sought(negotiation, filter, context, session);
        var search = await FactSearch.Of(session, negotiation, query.From, context.RequestAborted);
        var rows = await filter.Apply(search.Entries(), actors)
            .Select(entry => new { entry.Id, entry.FactId, entry.Type, entry.Tracks, entry.Actors }).ToListAsync(context.RequestAborted);
        var corrections = search.CorrectionsOf(negotiation);
        var shown = rows.Where(row => corrections.Of(row.FactId ?? row.Id) is FactStanding.Counts or FactStanding.Contested).ToArray();
        return Answer.Of(new FacetsView(shown.Length, FacetsView.Count.Of(shown.Select(row => row.Type)),
            FacetsView.Count.Of(shown.SelectMany(row => row.Tracks)), FacetsView.Count.Of(shown.SelectMany(row => row.Actors))),
            isPast: query.IsPast(clock));
    }
}
