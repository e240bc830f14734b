using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Narration;

namespace Negotiations.Service.Queries;

/// <summary><c>GET /negotiations/{n}</c>: the board of a negotiation, from any viewpoint.</summary>
internal static class BoardEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}", Get).Needs(Rights.Read).MayMiss().WithParameters(ViewpointQuery.Names)
            .Tells<Board>(Area.Queries, "The board: where each track of a negotiation stands, and its actors").WaitsForMinSequence();

    internal static async Task<IResult> Get(
        string negotiation, ViewpointQuery query, HttpContext context, IQuerySession session, WeighedTracks weighed, TimeProvider clock)
    {
        var read = await session.Negotiation(negotiation, query.From, context);
        if (read.Value is not { } stored) return Problems.Of(read.Refusal!);
        var at = query.At(clock);
        var tracks = await weighed.Of(session, negotiation, query.From, context.RequestAborted);
        var narrators = await session.Narrators([.. tracks.Select(track => track.State.LastMovement).OfType<Fact>()],
            context.RequestAborted);
        var narrator = narrators.Of(stored.State.Key);
        return Answer.Of(Board.Of(stored.State, query.From, [.. tracks.Select(track => track.Gist.At(track.At(at), at, narrator))]),
            isPast: query.IsPast(clock));
    }
}
