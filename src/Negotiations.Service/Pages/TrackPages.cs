using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Store.Index;
using Negotiations.Web.Pages;
using Negotiations.Web.Sections;

namespace Negotiations.Service.Pages;

/// <summary><c>/negotiations/{n}/tracks/{t}</c> as a page: its state with ledger, disputes, times and facts.</summary>
internal static class TrackPages
{
    private const int MostFacts = 100;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPage("/negotiations/{negotiation}/tracks/{track}", Get, ViewpointQuery.Names).WaitsForIndexedSequence();

    private static async Task<IResult> Get(string negotiation, string track, ViewpointQuery query, HttpContext context,
        PageAnswers answers, PageFrames frames, IQuerySession session)
    {
        var read = await answers.Track(negotiation, track, query, context);
        if (read is not Answer<TrackView> { View: var view }) return read;
        IndexedTimes[] times = [.. (await answers.Times(negotiation, query, context)).Where(fact => fact.Tracks.Contains(track))];
        IndexedTimes[] counting = [.. times.Where(fact => fact.HappenedBy(query.From.AsOf))];
        return PageResult.Of<TrackPage>(context, await frames.Of(context, negotiation),
            (nameof(TrackPage.View), new TrackPageView(view, await answers.Ledger(negotiation, track, query, context),
                await answers.Measures(negotiation, track, query, context),
                await answers.Latest(await FactSearch.Of(session, negotiation, query.From, context.RequestAborted), counting,
                    context.RequestAborted, MostFacts), DaysEndpoint.Of(times),
                PageAnswers.Marks(counting))));
    }
}
