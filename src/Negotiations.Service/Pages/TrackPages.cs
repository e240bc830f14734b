using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Ledgers;
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
        PageAnswers answers, PageFrames frames, IQuerySession session, TimeProvider clock)
    {
        var (from, cancellation) = (query.From, context.RequestAborted);
        var read = await session.Track(negotiation, track, from, context);
        if (read.Value is not { State: var state } stored) return Problems.Of(read.Refusal!);
        var search = await FactSearch.Of(session, negotiation, from, cancellation);
        IndexedTimes[] times = [.. (await IndexedTimes.Of(search.AtAnyTime(), negotiation, cancellation))
            .Where(fact => fact.Tracks.Contains(track))];
        IndexedTimes[] counting = [.. times.Where(fact => fact.HappenedBy(from.AsOf))];
        return PageResult.Of<TrackPage>(context, await frames.Of(context, negotiation),
            (nameof(TrackPage.View), new TrackPageView(await TrackEndpoint.View(stored, query, session, clock, cancellation),
                LedgerView.Of(negotiation, from, [TrackLedger.Of(state)]),
                await session.Told(negotiation, [.. ClaimBook.Of(state).All()], cancellation),
                await answers.Latest(search, counting, context, MostFacts), DaysEndpoint.Of(times), PageAnswers.Marks(counting))));
    }
}
