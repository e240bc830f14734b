using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Tracks;
using Negotiations.Service.Access;
using Negotiations.Service.Http;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/proposals</c>, and <c>/proposals</c> over all negotiations: offers on the table, answered, withdrawn, lapsed,
/// and what came of them.
/// </summary>
internal static class ProposalEndpoints
{
    private static readonly string[] Parameters = [.. ListQuery.Names, .. ProposalFilter.Names];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/negotiations/{negotiation}/proposals", Get).Needs(Rights.Read).MayMiss().WithParameters(Parameters)
            .Tells<Page<ProposalView.Item>>(Area.Queries, "The proposals of a negotiation, by date").WaitsForMinSequence();
        routes.MapQuery("/proposals",
            (ListQuery query, ProposalFilter filter, HttpContext context, IQuerySession session, TimeProvider clock) =>
            Get(null, query, filter, context, session, clock)).Needs(Rights.None).WithParameters(Parameters)
            .Tells<Page<ProposalView.Item>>(Area.Queries, "The proposals of all negotiations, by date").WaitsForMinSequence()
            .Costs(Cost.Dear);
    }

    internal static async Task<IResult> Get(
        string? negotiation, ListQuery query, ProposalFilter filter, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var read = await StateItem.Read(session, negotiation, query, context, state => Of(state, filter, query.Viewpoint.At(clock)));
        if (read.Value is not { } page) return Problems.Of(read.Refusal!);
        return Answer.Of(new Page<ProposalView.Item>(
            [.. page.Items.Select(item => new ProposalView.Item(item.Negotiation, item.Home, item.View))], page.Next),
            isPast: query.Viewpoint.IsPast(clock));
    }

    /// <summary>The proposals that have their home on a track.</summary>
    public static IEnumerable<StateItem<ProposalView>> Of(Track state, ProposalFilter filter, DateTimeOffset at) =>
        from proposal in state.WithContested().Proposals
        where proposal.Value.Made is { } made && made.Tracks[0] == state.Key && filter.Takes(proposal.Value, at)
        select new StateItem<ProposalView>(state, proposal.Value.Made!, ProposalView.Of(proposal.Key, proposal.Value, state, at));
}
