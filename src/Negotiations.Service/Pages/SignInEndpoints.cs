using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Negotiations.Contracts.Json;
using Negotiations.Service.Access;
using Negotiations.Service.Http;

namespace Negotiations.Service.Pages;

/// <summary>
/// <c>/sign-in</c> signs a browser in, with a key or an address that works once; <c>POST /sign-in/once</c> makes such an address for the
/// caller; <c>/sign-out</c> ends it.
/// </summary>
internal static class SignInEndpoints
{
    private const string Home = "/";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapOpenPage("/sign-in", Show, "once", "to");
        routes.MapOpenPage("/sign-in/provider", AtProvider, "to");
        routes.MapPost("/sign-in", Enter).AllowAnonymous().ExcludeFromDescription().DisableAntiforgery();
        routes.MapPost("/sign-in/once", Offer).Needs(Rights.None).WithParameters()
            .Tells<Offered>(Area.Operations, "Make an address that signs a browser in with the caller's key, once",
                status: StatusCodes.Status201Created);
        routes.MapPage("/sign-out", (HttpContext context, SignInPages pages) => pages.Leaving(context));
        routes.MapPost("/sign-out", Leave).Needs(Rights.None).ExcludeFromDescription().DisableAntiforgery();
    }

    /// <summary>An address that signs a browser in.</summary>
    /// <param name="Address">The address, relative to the service's; it works once, within an hour.</param>
    internal sealed record Offered(string Address);

    private static async Task<IResult> Show(string? once, string? to, HttpContext context, SignIn signIn, SignInPages pages)
    {
        context.Response.Headers.CacheControl = "no-store";
        // Whoever only looks at a link doesn't use it up.
        if (HttpMethods.IsHead(context.Request.Method)) return Results.Ok();
        if (once is null) return context.Caller().Name is not "" ? Results.LocalRedirect(Local(to)) : pages.Of(context, to);
        if (await signIn.Redeem(once, context.RequestAborted) is not { } key)
            return Problems.Of(StatusCodes.Status401Unauthorized, "used-address",
                "this address was used, or is too old: the command negotiations sign-in makes another");
        await signIn.Enter(context, key, stays: false);
        return Results.LocalRedirect(Local(to));
    }

    private static async Task<IResult> Enter(HttpContext context, SignIn signIn, KeyCheck check, FormTokens tokens, SignInPages pages)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.HasFormContentType || !await tokens.Holds(context)) return FormTokens.Refused();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (await check.Known(form["key"].ToString().Trim(), context.RequestAborted) is not { } key)
            return pages.Of(context, form["to"], "This key is not valid here, or no longer.");
        await signIn.Enter(context, key, form["stay"] == "true");
        return Results.LocalRedirect(Local(form["to"]));
    }

    // By the provider's own page, and back.
    private static IResult AtProvider(string? to, IConfiguration configuration) => OidcRoles.HasSignIn(configuration)
        ? Results.Challenge(new AuthenticationProperties { RedirectUri = Local(to) }, [OpenIdConnectDefaults.AuthenticationScheme])
        : Problems.Of(StatusCodes.Status404NotFound, "not-found", "no provider is set up for browsers");

    private static IResult Offer(HttpContext context, SignIn signIn)
    {
        if (Caller.KeyOf(context.User) is not { } key)
            return Problems.Of(StatusCodes.Status403Forbidden, "no-key", "only whoever shows a key can make such an address");
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new Offered(signIn.Offer(key)), Formats.Answer, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> Leave(HttpContext context, IAuthenticationService authentication, EndedSessions sessions)
    {
        if (SignIn.SessionOf(context.User) is { } session) sessions.End(session);
        await authentication.SignOutAsync(context, CookieAuthenticationDefaults.AuthenticationScheme, null);
        // No page of whoever left may be shown again from the browser's store.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Results.LocalRedirect(Home);
    }

    // Only to a page of this service.
    private static string Local(string? to) =>
        to is ['/', ..] and not ['/', '/' or '\\', ..] && !to.StartsWith("/sign-", StringComparison.Ordinal) && Uri.TryCreate(to,
            UriKind.Relative, out _) && !to.Any(char.IsControl) ? to : Home;
}
