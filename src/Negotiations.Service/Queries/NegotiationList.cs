using Marten;
using Negotiations.Domain.Setup;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary><c>GET /negotiations</c>: every negotiation, by key.</summary>
/// <param name="Negotiation">Its key.</param>
/// <param name="Title">Its name.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Parties">The actors that negotiate for themselves.</param>
internal sealed record NegotiationList(string Negotiation, string? Title, string? Summary, IEnumerable<string> Parties)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations", Get).Needs(Rights.None).WithParameters(ListRequest.Parameters)
            .Tells<Page<NegotiationList>>(Area.Queries, "Every negotiation").WaitsForMinSequence();

    private static async Task<IResult> Get(HttpContext context, IQuerySession session)
    {
        var request = ListRequest.Read(context, "negotiations");
        if (request.Value is not var (from, part)) return Problems.Of(request.Refusal!);
        var after = part.After ?? "";
        var negotiations = await session.ReadableBy(context.Caller()).Where(negotiation => negotiation.Id.CompareTo(after) > 0)
            .OrderBy(negotiation => negotiation.Id).Take(part.Limit + 1).ToListAsync(context.RequestAborted);
        var page = part.Cut(negotiations, negotiation => negotiation.Id, context);
        var states = await session.From(from, page.Items, context.RequestAborted);
        return EtagResults.Of(context, new Page<NegotiationList>([.. states.Select(negotiation => Of(negotiation.State))], page.Next));
    }

    private static NegotiationList Of(Negotiation negotiation) => new(
        negotiation.Key.Value, negotiation.Opened?.Title, negotiation.Opened?.Summary,
        negotiation.Actors.Where(actor => actor.Value.Role == Role.Party).Select(actor => actor.Key.ToString()));
}
