using Negotiations.Service.Http;
using Negotiations.Web.Frame;

namespace Negotiations.Service.Pages;

/// <summary><c>GET /assets/{hash}/{name}</c>: the stylesheet, script, fonts and icon; an address never changes its content.</summary>
internal static class AssetEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery($"{SiteAssets.Root}/{{name}}", Get).AllowAnonymous().ExcludeFromDescription();

    private static IResult Get(string name, HttpContext context)
    {
        if (SiteAssets.Find(name) is not { } content)
            return Problems.Of(StatusCodes.Status404NotFound, "not-found", "there is nothing at this address");
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(content, SiteAssets.MediaTypeOf(name));
    }
}
