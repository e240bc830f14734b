using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Narration;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary><c>GET /negotiations/{n}</c>: the board of a negotiation, from any viewpoint.</summary>
internal static class BoardEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}", Get).Needs(Rights.Read).MayMiss().WithParameters(ViewpointQuery.Names)
            .Tells<Board>(Area.Queries, "The board: where each track of a negotiation stands, and its actors").WaitsForMinSequence();

    internal static async Task<IResult> Get(
        string negotiation, ViewpointQuery query, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var read = await session.Negotiation(negotiation, query.From, context);
        if (read.Value is not { } stored) return Problems.Of(read.Refusal!);
        var tracks = await session.Query<StoredTrack>().Where(track => track.Negotiation == negotiation).OrderBy(track => track.Id)
            .ToListAsync(context.RequestAborted);
        tracks = await session.From(query.From, tracks, context.RequestAborted);
        var narrators = await session.Narrators([.. tracks.Select(track => track.State.LastMovement).OfType<Fact>()],
            context.RequestAborted);
        return Answer.Of(Board.Of(stored.State, tracks.Select(track => (track.State, track.Version)), query.From,
            query.At(clock), narrators.Of(stored.State.Key)), isPast: query.IsPast(clock));
    }
}
