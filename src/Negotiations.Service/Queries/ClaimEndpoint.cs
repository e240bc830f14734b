using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Ledgers;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Index;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/claims?status</c>: every measure of a negotiation with all that is claimed for it, incidents included.
/// </summary>
internal static class ClaimEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/claims", Get).Needs(Rights.Read).MayMiss()
            .WithParameters([.. ListQuery.Names, "status"])
            .Tells<Page<MeasureView>>(Area.Queries, "Every number of a negotiation with all that is claimed for it")
            .WaitsForIndexedSequence();

    private static async Task<IResult> Get(
        string negotiation, ListQuery query, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var wanted = context.Request.Query["status"].FirstOrDefault();
        if (await session.Missing(negotiation, context) is { } unknown) return Problems.Of(unknown);
        var (from, part) = (query.From, query.Part);
        if (wanted is not null && !Words.All<ClaimStatus>().Contains(wanted))
            return Problems.Of(Refusal.Malformed("unknown-word", "status",
                $"'status' takes one of {string.Join(", ", Words.All<ClaimStatus>())}"));

        var search = await FactSearch.Of(session, negotiation, from, context.RequestAborted);
        var measures = await Measures(search, wanted, part, context.RequestAborted);
        var page = part.Cut(measures, measure => $"{measure.Measure.Group} {measure.Measure.Text}", context);
        return EtagResults.Of(context, new Page<MeasureView>([.. page.Items.Select(MeasureView.Of)], page.Next),
            isPast: query.Viewpoint.IsPast(clock));
    }

    private static async Task<List<MeasureSummary>> Measures(FactSearch search, string? wanted, Paging paging,
        CancellationToken cancellation)
    {
        var found = new List<MeasureSummary>();
        await foreach (var standing in ClaimReader.Measures(search, paging.After, cancellation))
        {
            if (wanted is null || Words.Of(standing.Status) == wanted) found.Add(standing);
            if (found.Count > paging.Limit) break;
        }
        return found;
    }
}
