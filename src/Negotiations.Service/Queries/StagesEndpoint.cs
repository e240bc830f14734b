using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Service.Access;
using Negotiations.Service.Http;

namespace Negotiations.Service.Queries;

/// <summary><c>GET /negotiations/{n}/stages?from&amp;to</c>: the stages of each track one after another, from any viewpoint.</summary>
internal static class StagesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/stages", Get).Needs(Rights.Read).MayMiss()
            .WithParameters([.. ListQuery.Names, .. DateRangeQuery.Names])
            .Tells<Page<StagesView>>(Area.Queries, "The stages of each track one after another").WaitsForMinSequence();

    internal static async Task<IResult> Get(
        string negotiation, ListQuery query, DateRangeQuery days, HttpContext context, IQuerySession session,
        WeighedTracks weighed, TimeProvider clock)
    {
        if (await session.Missing(negotiation, context) is { } unknown) return Problems.Of(unknown);
        var (part, at) = (query.Part, query.Viewpoint.At(clock));
        var tracks = await weighed.Of(session, negotiation, query.From, context.RequestAborted);
        var page = part.Cut([.. tracks.Where(track => string.CompareOrdinal(track.State.Key.Value, part.After) > 0).Take(part.Limit + 1)],
            track => track.State.Key.Value, context);
        return Answer.Of(new Page<StagesView>([.. page.Items.Select(track => new StagesView(track.State.Key,
            track.State.Title, [.. StagesView.Of(track.At(at).Stages).Where(span => Overlaps(span, days))]))], page.Next),
            isPast: query.Viewpoint.IsPast(clock));
    }

    private static bool Overlaps(StagesView.Span span, DateRangeQuery days) => !(span.From > days.To) && !(span.To < days.From);
}
