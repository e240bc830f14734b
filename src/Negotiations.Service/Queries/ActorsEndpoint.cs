using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Service.Access;
using Negotiations.Service.Http;

namespace Negotiations.Service.Queries;

/// <summary><c>GET /negotiations/{n}/actors</c>: the actors of a negotiation, and who owes what to whom.</summary>
internal static class ActorsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/actors", Get).Needs(Rights.Read).MayMiss().WithParameters(ViewpointQuery.Names)
            .Tells<ActorsView>(Area.Queries, "The actors of a negotiation, and how many promises are open between them")
            .WaitsForMinSequence();

    internal static async Task<IResult> Get(
        string negotiation, ViewpointQuery query, HttpContext context, IQuerySession session, WeighedTracks weighed,
        TimeProvider clock)
    {
        var read = await session.Negotiation(negotiation, query.From, context);
        if (read.Value is not { } stored) return Problems.Of(read.Refusal!);
        var promised = await CommitmentEndpoints.Promised(negotiation, query.From, query.At(clock), context, session,
            weighed);
        return Answer.Of(ActorsView.Of(Board.ActorsOf(stored.State), promised), isPast: query.IsPast(clock));
    }
}
