using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary><c>GET /negotiations</c>: every negotiation that the caller may read, by key.</summary>
internal static class NegotiationEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations", Get).Needs(Rights.None).WithParameters(ListQuery.Names)
            .Tells<Page<NegotiationLine>>(Area.Queries, "Every negotiation").WaitsForMinSequence();

    internal static async Task<IResult> Get(ListQuery query, HttpContext context, IQuerySession session)
    {
        var part = query.Part;
        var after = part.After ?? "";
        var negotiations = await session.ReadableBy(context.Caller()).Where(negotiation => negotiation.Id.CompareTo(after) > 0)
            .OrderBy(negotiation => negotiation.Id).Take(part.Limit + 1).ToListAsync(context.RequestAborted);
        var page = part.Cut(negotiations, negotiation => negotiation.Id, context);
        var states = await session.From(query.From, page.Items, context.RequestAborted);
        return Answer.Of(new Page<NegotiationLine>([.. states.Select(negotiation => NegotiationLine.Of(negotiation.State))],
            page.Next));
    }
}
