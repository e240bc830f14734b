using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Web.Pages;

namespace Negotiations.Service.Pages;

/// <summary><c>/</c> and <c>/negotiations</c>: every negotiation that the caller may read, or the way in.</summary>
internal static class HomePages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapOpenPage("/", Get, ListQuery.Names);
        routes.MapPage("/negotiations", Get, ListQuery.Names);
    }

    private static async Task<IResult> Get(ListQuery query, HttpContext context, IQuerySession session, PageFrames frames,
        SignInPages signIn)
    {
        if (context.Caller().Grants is []) return signIn.Of(context, null);
        var part = query with { Part = query.Part with { List = "negotiations" } };
        return PageResult.Of<HomePage>(context, await frames.Of(context, null), (nameof(HomePage.Answer),
            PageAnswers.Of<Page<NegotiationLine>>(await NegotiationEndpoint.Get(part, context, session))));
    }
}
