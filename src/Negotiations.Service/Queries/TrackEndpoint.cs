using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Narration;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary><c>GET /negotiations/{n}/tracks/{t}</c>: the whole state of a track, from any viewpoint.</summary>
internal static class TrackEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/tracks/{track}", Get).Needs(Rights.Read).MayMiss().WithParameters(ViewpointQuery.Names)
            .Tells<TrackView>(Area.Queries, "Where a track stands: its whole state").WaitsForMinSequence();

    private static async Task<IResult> Get(
        string negotiation, string track, ViewpointQuery query, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var read = await session.Track(negotiation, track, query.From, context);
        if (read.Value is not { } stored) return Problems.Of(read.Refusal!);
        return Answer.Of((await View(stored, query, session, clock, context.RequestAborted)).Cut(), stored.Version, query.IsPast(clock));
    }

    /// <summary>What is answered about a track that is read from the viewpoint.</summary>
    public static async Task<TrackView> View(StoredTrack stored, ViewpointQuery query, IQuerySession session, TimeProvider clock,
        CancellationToken cancellation)
    {
        var state = stored.State;
        var narrators = await session.Narrators([.. state.Contested.Values.Append(state.LastMovement).OfType<Fact>()],
            cancellation);
        return TrackView.Of(state, stored.Version, query.From, query.At(clock), narrators.Of(state.Negotiation));
    }
}
