using Negotiations.Contracts.Answers;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Web.Pages;
using Negotiations.Web.Sections;

namespace Negotiations.Service.Pages;

/// <summary><c>/negotiations/{n}</c> as a page: the board with stages, ledger, disputes, deadlines and the last facts.</summary>
internal static class BoardPages
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPage("/negotiations/{negotiation}", Get, ViewpointQuery.Names).WaitsForIndexedSequence();

    private static async Task<IResult> Get(string negotiation, ViewpointQuery query, HttpContext context, PageAnswers answers,
        PageFrames frames, TimeProvider clock)
    {
        var read = await answers.Board(negotiation, query, context);
        if (read is not Answer<Board> { View: var board }) return read;
        var times = await answers.Times(negotiation, query, context);
        IndexedTimes[] counting = [.. times.Where(fact => fact.HappenedBy(query.From.AsOf))];
        return PageResult.Of<BoardPage>(context, await frames.Of(context, negotiation) with
        {
            LastVisit = Visits.Last(context,
            clock.GetUtcNow())
        },
            (nameof(BoardPage.View), new BoardView(board, await answers.Stages(negotiation, query, context),
                await answers.Ledger(negotiation, query, context), await answers.Disputed(negotiation, query, context),
                await answers.Promised(negotiation, query, context), await answers.Proposals(negotiation, query, context),
                await answers.Latest(negotiation, counting, query, context), DaysEndpoint.Of(times), PageAnswers.Marks(counting))));
    }
}
