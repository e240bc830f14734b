using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Negotiations.Service.Http;

namespace Negotiations.Service.Access;

/// <summary>
/// <c>GET /sign-in?once=…</c>: signs a browser in with the address that the service printed at its start. It works once, within an hour.
/// </summary>
internal sealed class SignIn(TimeProvider clock)
{
    private const int Bytes = 32;
    private const string Start = "/reference/";
    private static readonly TimeSpan Valid = TimeSpan.FromHours(1), Session = TimeSpan.FromHours(12);
    private readonly ConcurrentDictionary<string, (string Key, DateTimeOffset Until)> offers = new(StringComparer.Ordinal);

    /// <summary>Makes a one-time address, relative to the service's, that signs a browser in with a key.</summary>
    public string Offer(string key)
    {
        var once = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        offers[ApiKey.HashOf(once)] = (key, clock.GetUtcNow() + Valid);
        return $"/sign-in?once={once}";
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sign-in", Get).AllowAnonymous().MayFail(StatusCodes.Status401Unauthorized).WithParameters("once")
            .Tells(Area.Operations, "Sign a browser in with the address that the service printed", StatusCodes.Status302Found);

    /// <summary>How long a browser stays signed in, and what ends it.</summary>
    public static void Configure(CookieAuthenticationOptions cookie)
    {
        (cookie.Cookie.Name, cookie.Cookie.HttpOnly, cookie.Cookie.SameSite) = ("negotiations", true, SameSiteMode.Strict);
        (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (Session, false);
        cookie.Events.OnValidatePrincipal = async context =>
        {
            var services = context.HttpContext.RequestServices;
            var key = Caller.KeyOf(context.Principal) is { } id ? await services.GetRequiredService<KeyRing>()
                .Find(id, context.HttpContext.RequestAborted) : null;
            if (key?.IsValid(services.GetRequiredService<TimeProvider>().GetUtcNow()) != true) context.RejectPrincipal();
        };
    }

    private static async Task<IResult> Get(HttpContext context, SignIn signIn, KeyRing keys, AuditTrail audit, TimeProvider clock)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!signIn.offers.TryRemove(ApiKey.HashOf(context.Request.Query["once"].ToString()), out var offer)
            || offer.Until < clock.GetUtcNow() || await keys.Find(offer.Key, context.RequestAborted) is not { } key)
            return Problems.Of(StatusCodes.Status401Unauthorized, "unauthenticated",
                "this address was used, or is too old: take the one that the service prints when it starts");
        await audit.Append(new AuditEntry { Action = AuditAction.SignedIn, By = key.Name, Thing = $"key {key.Id}" },
            context.RequestAborted);
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme,
            key.Caller.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme, key.Id));
        return Results.Redirect(Start);
    }
}
