using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Ledgers;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary><c>GET /negotiations/{n}/commitments</c>, and <c>/commitments</c> over all negotiations: everything promised.</summary>
internal static class CommitmentEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/negotiations/{negotiation}/commitments", Get).Needs(Rights.Read).MayMiss()
            .WithParameters([.. ListQuery.Names, .. CommitmentFilter.Names])
            .Tells<CommitmentList>(Area.Queries, "Everything promised in a negotiation, by due date").WaitsForMinSequence();
        routes.MapQuery("/commitments", (ListQuery query, CommitmentFilter filter, HttpContext context, IQuerySession session,
            TimeProvider clock) => Get(null, query, filter, context, session, clock))
            .Needs(Rights.None).WithParameters([.. ListQuery.Names, .. CommitmentFilter.Names])
                .Tells<CommitmentList>(Area.Queries, "Everything promised in all negotiations, by due date").WaitsForMinSequence()
                .Costs(Cost.Dear);
    }

    private static async Task<IResult> Get(
        string? negotiation, ListQuery query, CommitmentFilter filter, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        if (negotiation is not null && await session.Missing(negotiation, context) is { } unknown) return Problems.Of(unknown);
        var (from, part, day) = (query.From, query.Part, query.Viewpoint.Day(clock));
        var found = new List<CommitmentList.Item>();
        await foreach (var ledger in session.Ledgers(negotiation is null ? context.Caller().Readable : [negotiation], from,
            context.RequestAborted))
        {
            var overdue = ledger.Dues().Where(due => due.IsOverdue(day)).Select(due => due.Thing).ToHashSet();
            found.AddRange(ledger.Promises.Select(promise => CommitmentList.Item.Of(promise, ledger.Track, overdue.Contains(promise.Thing)
                && promise.IsOpen)).Where(filter.Takes));
        }
        var page = part.Cut([.. found.Where(item => string.CompareOrdinal(item.Position, part.After) > 0)
            .OrderBy(item => item.Position, StringComparer.Ordinal).Take(part.Limit + 1)], item => item.Position, context);
        return EtagResults.Of(context, new CommitmentList(page.Items, page.Next, CommitmentList.Total.Of(found)),
            isPast: query.Viewpoint.IsPast(clock));
    }
}
