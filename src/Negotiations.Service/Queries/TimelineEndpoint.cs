using System.Text.Json.Nodes;
using JasperFx.Events;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Index;
using Negotiations.Store.Narration;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/timeline</c>: the facts of a negotiation in world order, each once; those that were retracted or replaced are
/// left out, contested ones are marked.
/// </summary>
internal static class TimelineEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/timeline", Get)
            .Needs(Rights.Read).MayMiss().WithParameters([.. ListQuery.Names, .. TimelineFilter.Names])
                .Tells<Page<FactShape>>(Area.Queries, "The facts of a negotiation in world order; filtered, and searched by their words")
                .WaitsForIndexedSequence();

    private static async Task<IResult> Get(
        string negotiation, ListQuery query, TimelineFilter filter, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        if (await session.Missing(negotiation, context) is { } unknown) return Problems.Of(unknown);
        var (from, part) = (query.From, query.Part);
        var search = await FactSearch.Of(session, negotiation, from, context.RequestAborted);
        var actors = filter.Words is not null && (await session.Negotiation(negotiation, Viewpoint.Now, context)).Value is { } known
            ? new SoughtActors(known.State) : null;
        var entries = filter.Apply(search.Entries(), actors);

        var found = await Page(entries, search.Corrections, part, context.RequestAborted);
        var page = part.Cut(found, entry => entry.Position, context);
        var events = await search.Events([.. page.Items.Select(entry => entry.Id)], context.RequestAborted);
        var narrators = await session.Narrators([.. events.Values.Select(e => (Fact)e.Data)], context.RequestAborted);
        JsonObject[] items = [.. page.Items.Select(entry => Recorded(events[entry.Id], narrators, search.Corrections))];
        return EtagResults.Of(context, new Page<JsonObject>(items, page.Next), isPast: query.Viewpoint.IsPast(clock));
    }

    // Few facts are retracted or replaced, so a second read is seldom needed.
    private static async Task<List<FactEntry>> Page(IQueryable<FactEntry> entries, Corrections corrections, Paging paging,
        CancellationToken cancellation)
    {
        var (found, after) = (new List<FactEntry>(), paging.After ?? "");
        while (true)
        {
            var position = after;
            var read = await entries.Where(entry => entry.Position.CompareTo(position) > 0).OrderBy(entry => entry.Position)
                .Take(paging.Limit + 1).ToListAsync(cancellation);
            found.AddRange(read.Where(entry => corrections.Of(entry.Fact) is FactStanding.Counts or FactStanding.Contested));
            if (read.Count <= paging.Limit || found.Count > paging.Limit) return [.. found.Take(paging.Limit + 1)];
            after = read[^1].Position;
        }
    }

    private static JsonObject Recorded(IEvent e, Narrators narrators, Corrections corrections) =>
        FactView.Recorded((Fact)e.Data, narrators.Of((Fact)e.Data), e.Version, e.Sequence, corrections);
}
