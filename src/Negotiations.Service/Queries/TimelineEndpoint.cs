using System.Text.Json.Nodes;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Index;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/timeline</c>, and <c>/timeline</c> over all negotiations: the facts in world order, each once; those that were
/// retracted or replaced are left out, contested ones are marked.
/// </summary>
internal static class TimelineEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/negotiations/{negotiation}/timeline", OfOne)
            .Needs(Rights.Read).MayMiss().WithParameters([.. ListQuery.Names, .. TimelineFilter.Names])
                .Tells<Page<FactShape>>(Area.Queries, "The facts of a negotiation in world order; filtered, and searched by their words")
                .WaitsForIndexedSequence();
        routes.MapQuery("/timeline",
            (ListQuery query, TimelineFilter filter, HttpContext context, IQuerySession session, TimeProvider clock) =>
            Get(context.Caller().Readable, null, query, filter, context, session, clock)).Needs(Rights.None)
            .WithParameters([.. ListQuery.Names, .. TimelineFilter.Names])
            .Tells<Page<FactShape>>(Area.Queries, "The facts of all negotiations in world order; filtered, and searched by their words")
            .WaitsForIndexedSequence().Costs(Cost.Dear);
    }

    internal static async Task<IResult> OfOne(
        string negotiation, ListQuery query, TimelineFilter filter, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        if (await session.Missing(negotiation, context) is { } unknown) return Problems.Of(unknown);
        return await Get([negotiation], await Sought(negotiation, filter, context, session), query, filter, context, session, clock);
    }

    /// <summary>Who is found by name; null where no words are sought.</summary>
    public static async Task<SoughtActors?> Sought(string negotiation, TimelineFilter filter, HttpContext context, IQuerySession session) =>
        filter.Words is not null && (await session.Negotiation(negotiation, Viewpoint.Now, context)).Value is { } known
            ? new SoughtActors(known.State) : null;

    internal static async Task<IResult> Get(string[]? negotiations, SoughtActors? actors, ListQuery query, TimelineFilter filter,
        HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var part = query.Part;
        var search = await FactSearch.Of(session, negotiations, query.From, context.RequestAborted);
        var found = await FactPages.Shown(filter.Apply(search.Entries(), actors), search, part, context.RequestAborted);
        var page = part.Cut(found, entry => entry.Position, context);
        var items = await FactPages.Told(page.Items, search, session, context);
        return Answer.Of(new Page<JsonObject>([.. items], page.Next), isPast: query.Viewpoint.IsPast(clock));
    }
}
