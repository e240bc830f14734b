using Negotiations.Service.Http;
using Negotiations.Web.Frame;
using Negotiations.Web.Pages;

namespace Negotiations.Service.Pages;

/// <summary><c>/guide</c>: the manual, for everybody.</summary>
internal static class GuidePages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapOpenPage("/guide", (HttpContext context, TimeProvider clock) => Get(null, context, clock));
        routes.MapOpenPage("/guide/{page}", (string page, HttpContext context, TimeProvider clock) => Get(page, context, clock));
    }

    private static IResult Get(string? page, HttpContext context, TimeProvider clock) => Manual.Find(page) is var (title, html)
        ? PageResult.Of<GuidePage>(context, PageFrames.Bare(context, null, clock.GetUtcNow()), (nameof(GuidePage.Name), title),
            (nameof(GuidePage.Html), html))
        : Problems.Of(StatusCodes.Status404NotFound, "not-found", "the guide has no such page");
}
