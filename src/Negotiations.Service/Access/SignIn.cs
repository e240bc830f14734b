using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Negotiations.Service.Access;

/// <summary>Signs browsers in: with a key, or with an address that works once, within an hour.</summary>
internal sealed class SignIn(TimeProvider clock, KeyRing keys, AuditTrail audit)
{
    private const int Bytes = 32;
    private const string SessionClaim = "negotiations:session";
    private static readonly TimeSpan Valid = TimeSpan.FromHours(1), Session = TimeSpan.FromHours(12);
    private readonly ConcurrentDictionary<string, (string Key, DateTimeOffset Until)> offers = new(StringComparer.Ordinal);

    /// <summary>How long a browser stays signed in where its user asks for it.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(30);

    /// <summary>Makes a one-time address, relative to the service's, that signs a browser in with a key.</summary>
    public string Offer(string key)
    {
        var once = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        var now = clock.GetUtcNow();
        foreach (var (old, offer) in offers)
            if (offer.Until < now) offers.TryRemove(old, out _);
        offers[ApiKey.HashOf(once)] = (key, now + Valid);
        return $"/sign-in?once={once}";
    }

    /// <summary>The key of a one-time address, which is used up; null where it was used, or is too old.</summary>
    public async Task<ApiKey?> Redeem(string once, CancellationToken cancellation) =>
        offers.TryRemove(ApiKey.HashOf(once), out var offer) && offer.Until >= clock.GetUtcNow()
            && await keys.Find(offer.Key, cancellation) is { } key && key.IsValid(clock.GetUtcNow()) ? key : null;

    /// <summary>Lets a browser in.</summary>
    /// <param name="context">The request.</param>
    /// <param name="key">The key in whose name.</param>
    /// <param name="stays">Whether it stays signed in when its window is closed.</param>
    public async Task Enter(HttpContext context, ApiKey key, bool stays)
    {
        await audit.Append(new AuditEntry { Action = AuditAction.SignedIn, By = key.Name, Thing = $"key {key.Id}" },
            context.RequestAborted);
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme,
            key.Caller.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme, key.Id), Lasting(stays));
    }

    private AuthenticationProperties Lasting(bool stays) =>
        new() { IsPersistent = stays, ExpiresUtc = stays ? clock.GetUtcNow() + Longest : null };

    /// <summary>Which session a browser is in; null where none is known.</summary>
    public static Guid? SessionOf(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(SessionClaim), out var session) ? session : null;

    /// <summary>
    /// How long a browser stays signed in, and what ends it. Links from elsewhere arrive signed in; what changes something needs a token.
    /// </summary>
    public static void Configure(CookieAuthenticationOptions cookie)
    {
        (cookie.Cookie.Name, cookie.Cookie.HttpOnly, cookie.Cookie.SameSite) = ("negotiations", true, SameSiteMode.Lax);
        (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (Session, false);
        cookie.Events.OnSigningIn = context =>
        {
            ((ClaimsIdentity)context.Principal!.Identity!).AddClaim(new Claim(SessionClaim, $"{Guid.NewGuid()}"));
            return Task.CompletedTask;
        };
        cookie.Events.OnValidatePrincipal = async context =>
        {
            if (SessionOf(context.Principal) is not { } session
                || context.HttpContext.RequestServices.GetRequiredService<EndedSessions>().IsEnded(session))
            {
                context.RejectPrincipal();
                return;
            }
            // Whoever came from a provider has no key; what they may do was told when they came.
            if (Caller.KeyOf(context.Principal) is not { } id)
            {
                if (context.Principal?.Identity?.Name?.StartsWith(OidcRoles.Prefix, StringComparison.Ordinal) != true)
                    context.RejectPrincipal();
                return;
            }
            var services = context.HttpContext.RequestServices;
            var key = await services.GetRequiredService<KeyRing>().Find(id, context.HttpContext.RequestAborted);
            if (key?.IsValid(services.GetRequiredService<TimeProvider>().GetUtcNow()) != true) context.RejectPrincipal();
        };
    }
}
