using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Web.Pages;

namespace Negotiations.Service.Pages;

/// <summary>The lists of a negotiation, and of all, as pages: each shows what its address answers.</summary>
internal static class ListPages
{
    private static readonly string[] Promises = [.. ListQuery.Names, .. CommitmentFilter.Names],
        Claims = [.. ListQuery.Names, "status"], Offers = [.. ListQuery.Names, .. ProposalFilter.Names];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/negotiations/{negotiation}/ledger", Ledger, ListQuery.Names).WaitsForIndexedSequence();
        routes.MapPage("/negotiations/{negotiation}/commitments", Deadlines, Promises).WaitsForIndexedSequence();
        routes.MapPage("/commitments", Deadlines, Promises).Costs(Cost.Dear);
        routes.MapPage("/negotiations/{negotiation}/claims", Disputes, Claims).WaitsForIndexedSequence();
        routes.MapPage("/claims", DisputesOfAll, Claims).Costs(Cost.Dear);
        routes.MapPage("/negotiations/{negotiation}/proposals", Proposals, Offers).WaitsForIndexedSequence();
        routes.MapPage("/proposals", Proposals, Offers).Costs(Cost.Dear);
        routes.MapPage("/negotiations/{negotiation}/actors", Actors, ViewpointQuery.Names).WaitsForIndexedSequence();
        routes.MapPage("/negotiations/{negotiation}/stages", Stages, [.. ListQuery.Names, .. DateRangeQuery.Names])
            .WaitsForIndexedSequence();
    }

    private static async Task<IResult> Ledger(string negotiation, ListQuery query, HttpContext context, IQuerySession session,
        WeighedTracks weighed, TimeProvider clock, PageAnswers answers, PageFrames frames) =>
        await LedgerEndpoints.OfNegotiation(negotiation, query, context, session, weighed, clock) is var read
            && read is Answer<LedgerView> { View: var view }
            ? PageResult.Of<LedgerPage>(context, await frames.Of(context, negotiation), (nameof(LedgerPage.Answer), view),
                (nameof(LedgerPage.DaysOf), await answers.Days(negotiation, query.Viewpoint, context))) : read;

    private static async Task<IResult> Deadlines(string? negotiation, ListQuery query, CommitmentFilter filter, HttpContext context,
        IQuerySession session, WeighedTracks weighed, TimeProvider clock, PageAnswers answers, PageFrames frames) =>
        await CommitmentEndpoints.Get(negotiation, query, filter, context, session, weighed, clock) is var read
            && read is Answer<CommitmentList> { View: var view }
            ? PageResult.Of<DeadlinesPage>(context, await frames.Of(context, negotiation), (nameof(DeadlinesPage.Answer), view),
                (nameof(DeadlinesPage.DaysOf), await answers.Days(negotiation, query.Viewpoint, context))) : read;

    private static async Task<IResult> Disputes(string negotiation, ListQuery query, string? status, HttpContext context,
        IQuerySession session, WeighedTracks weighed, TimeProvider clock, PageAnswers answers, PageFrames frames) =>
        await ClaimEndpoint.OfOne(negotiation, query, context, session, weighed, clock, status) is var read
            && read is Answer<Page<MeasureView>> { View: var view }
            ? PageResult.Of<DisputesPage>(context, await frames.Of(context, negotiation), (nameof(DisputesPage.Measures),
                (IReadOnlyList<(string?, MeasureView)>)[.. view.Items.Select(measure => ((string?)null, measure))]),
                (nameof(DisputesPage.Next), view.Next),
                (nameof(DisputesPage.DaysOf), await answers.Days(negotiation, query.Viewpoint, context))) : read;

    private static async Task<IResult> DisputesOfAll(ListQuery query, string? status, HttpContext context, IQuerySession session,
        TimeProvider clock, PageAnswers answers, PageFrames frames) =>
        await ClaimEndpoint.OfAll(query, context, session, clock, status) is var read
            && read is Answer<Page<MeasureView.Item>> { View: var view }
            ? PageResult.Of<DisputesPage>(context, await frames.Of(context, null), (nameof(DisputesPage.Measures),
                (IReadOnlyList<(string?, MeasureView)>)[.. view.Items.Select(item => ((string?)item.Negotiation.Value, item.Measure))]),
                (nameof(DisputesPage.Next), view.Next),
                (nameof(DisputesPage.DaysOf), await answers.Days(null, query.Viewpoint, context))) : read;

    private static async Task<IResult> Proposals(string? negotiation, ListQuery query, ProposalFilter filter, HttpContext context,
        IQuerySession session, TimeProvider clock, PageAnswers answers, PageFrames frames) =>
        await ProposalEndpoints.Get(negotiation, query, filter, context, session, clock) is var read
            && read is Answer<Page<ProposalView.Item>> { View: var view }
            ? PageResult.Of<ProposalsPage>(context, await frames.Of(context, negotiation), (nameof(ProposalsPage.Answer), view),
                (nameof(ProposalsPage.DaysOf), await answers.Days(negotiation, query.Viewpoint, context))) : read;

    private static async Task<IResult> Actors(string negotiation, ViewpointQuery query, HttpContext context, IQuerySession session,
        WeighedTracks weighed, TimeProvider clock, PageAnswers answers, PageFrames frames) =>
        await ActorsEndpoint.Get(negotiation, query, context, session, weighed, clock) is var read
            && read is Answer<ActorsView> { View: var view }
            ? PageResult.Of<ActorsPage>(context, await frames.Of(context, negotiation), (nameof(ActorsPage.Answer), view),
                (nameof(ActorsPage.DaysOf), await answers.Days(negotiation, query, context))) : read;

    private static async Task<IResult> Stages(string negotiation, ListQuery query, DateRangeQuery days, HttpContext context,
        IQuerySession session, WeighedTracks weighed, TimeProvider clock, PageAnswers answers, PageFrames frames) =>
        await StagesEndpoint.Get(negotiation, query, days, context, session, weighed, clock) is var read
            && read is Answer<Page<StagesView>> { View: var view }
            ? PageResult.Of<StagesPage>(context, await frames.Of(context, negotiation), (nameof(StagesPage.Answer), view),
                (nameof(StagesPage.DaysOf), await answers.Days(negotiation, query.Viewpoint, context))) : read;
}
