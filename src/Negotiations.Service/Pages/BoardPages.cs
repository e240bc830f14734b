using Negotiations.Service.Http;
using Negotiations.Web.Pages;

namespace Negotiations.Service.Pages;

/// <summary><c>/negotiations/{n}</c> as a page: the board with stages, ledger, disputes, deadlines and the last facts.</summary>
internal static class BoardPages
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPage("/negotiations/{negotiation}", Get, ViewpointQuery.Names).WaitsForIndexedSequence();

    private static async Task<IResult> Get(string negotiation, ViewpointQuery query, HttpContext context, BoardReader boards,
        PageFrames frames, TimeProvider clock)
    {
        var read = await boards.Read(negotiation, query, context);
        return read.Value is not { } view ? Problems.Of(read.Refusal!) : PageResult.Of<BoardPage>(context,
            await frames.Of(context, negotiation) with { LastVisit = Visits.Last(context, clock.GetUtcNow()) },
            (nameof(BoardPage.View), view));
    }
}
