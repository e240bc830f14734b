using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
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
            WeighedTracks weighed, TimeProvider clock) => Get(null, query, filter, context, session, weighed, clock))
            .Needs(Rights.None).WithParameters([.. ListQuery.Names, .. CommitmentFilter.Names])
                .Tells<CommitmentList>(Area.Queries, "Everything promised in all negotiations, by due date").WaitsForMinSequence()
                .Costs(Cost.Dear);
    }

    internal static async Task<IResult> Get(
        string? negotiation, ListQuery query, CommitmentFilter filter, HttpContext context, IQuerySession session, WeighedTracks weighed,
        TimeProvider clock)
    {
        if (negotiation is not null && await session.Missing(negotiation, context) is { } unknown) return Problems.Of(unknown);
        var part = query.Part;
        var promised = await Promised(negotiation, query.From, query.Viewpoint.At(clock), context, session, weighed);
        var found = promised.Where(filter.Takes).ToArray();
        var page = part.Cut([.. found.Where(item => string.CompareOrdinal(item.Position, part.After) > 0)
            .OrderBy(item => item.Position, StringComparer.Ordinal).Take(part.Limit + 1)], item => item.Position, context);
        return Answer.Of(new CommitmentList(page.Items, page.Next, CommitmentList.Total.Of(found)),
            isPast: query.Viewpoint.IsPast(clock));
    }

    /// <summary>Everything promised in a negotiation, or in all that the caller may read.</summary>
    public static async Task<IReadOnlyList<CommitmentList.Item>> Promised(string? negotiation, Viewpoint from, DateTimeOffset at,
        HttpContext context, IQuerySession session, WeighedTracks weighed) => await Promised(negotiation is null
        ? session.Ledgers(context.Caller().Readable, from, context.RequestAborted)
        : (await weighed.Of(session, negotiation, from, context.RequestAborted)).Select(track => track.Gist.Ledger).ToAsyncEnumerable(),
        at);

    /// <summary>Everything promised on some tracks.</summary>
    public static async Task<IReadOnlyList<CommitmentList.Item>> Promised(IAsyncEnumerable<TrackLedger> ledgers, DateTimeOffset at)
    {
        var (promised, overdue) = (new List<CommitmentList.Item>(), new HashSet<(Key, Thing)>());
        await foreach (var ledger in ledgers)
        {
            // Where its home is on hold, it may still be awaited on another track.
            overdue.UnionWith(ledger.Dues().Where(due => due.IsOverdue(at)).Select(due => (ledger.Track.Negotiation, due.Thing)));
            promised.AddRange(ledger.AtHome().Promises.Select(promise => CommitmentList.Item.Of(promise, ledger.Track)));
        }
        return [.. promised.Select(item => item with
        {
            Overdue = item.Open && overdue.Contains((item.Negotiation, new Thing(item.Kind, item.Thing))),
        })];
    }
}
