using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Positions;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Index;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/positions?actor&amp;on&amp;stance&amp;latest</c>: what actors said where they stand, in world order; with
/// <c>latest=true</c> only the last word of each actor on each thing.
/// </summary>
internal static class PositionEndpoint
{
    private static readonly string Type = Words.Of(nameof(PositionStated));

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/positions", Get).Needs(Rights.Read).MayMiss()
            .WithParameters([.. ListQuery.Names, .. PositionFilter.Names])
            .Tells<Page<PositionItem>>(Area.Queries, "What actors said where they stand, in world order").WaitsForIndexedSequence();

    internal static async Task<IResult> Get(
        string negotiation, ListQuery query, PositionFilter filter, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var cancellation = context.RequestAborted;
        if (await session.Missing(negotiation, context) is { } unknown) return Problems.Of(unknown);
        var tracks = await session.StoredTracks(negotiation, cancellation);
        var latest = (await session.From(query.From, tracks, cancellation)).SelectMany(track => track.State.Positions.Values)
            .GroupBy(position => position.Standpoint).Select(positions => positions.MaxBy(position => position.Rank())!.Id).ToHashSet();
        var search = await FactSearch.Of(session, negotiation, query.From, cancellation);
        var found = await FactPages.Shown(filter.Apply(search.Entries().Where(entry => entry.Type == Type)), search, query.Part,
            cancellation, entry => !filter.IsLatest || latest.Contains(entry.Fact));
        var page = query.Part.Cut(found, entry => entry.Position, context);
        var items = (await FactPages.Told(page.Items, search, session, context)).Zip(page.Items, (fact, entry) =>
            new PositionItem(new PositionReference(entry.Fact), latest.Contains(entry.Fact), fact));
        return Answer.Of(new Page<PositionItem>([.. items], page.Next), isPast: query.Viewpoint.IsPast(clock));
    }
}
