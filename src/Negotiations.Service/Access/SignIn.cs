using System.Collections.Concurrent;
using System.Security.Claims;
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

    /// <summary>Makes an address, below that of the service, by which a browser becomes the holder of a key.</summary>
    public string Offer(string key)
    {
        var once = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        offers[ApiKey.HashOf(once)] = (key, clock.GetUtcNow() + Valid);
        return $"/sign-in?once={once}";
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sign-in", Get).AllowAnonymous().WithParameters("once")
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

/// <summary>
/// What the tokens of an OpenID Connect provider let their holders do: <c>Oidc__Authority</c>, <c>Oidc__Audience</c>, and by role,
/// <c>Oidc__Roles__{role of theirs}</c>, grants such as <c>recorder:russia-ukraine,reader</c>.
/// </summary>
internal sealed class OidcRoles(IConfiguration configuration)
{
    private const string Section = "Oidc";

    /// <summary>The issuer; null where none is configured.</summary>
    public static string? Authority(IConfiguration configuration) =>
        configuration[$"{Section}:Authority"] is { Length: > 0 } authority ? authority : null;

    /// <summary>For whom tokens must be made.</summary>
    public string Audience => configuration[$"{Section}:Audience"] is { Length: > 0 } audience ? audience
        : throw new AccessSettingException($"Set {Section}__Audience too: it is what tokens for this service are made for.");

    /// <summary>The claim that tells roles.</summary>
    public string RoleClaim => configuration[$"{Section}:RoleClaim"] ?? "roles";

    /// <summary>The claim by which facts call the holder.</summary>
    public string NameClaim => configuration[$"{Section}:NameClaim"] ?? "sub";

    /// <summary>The caller that a token speaks for.</summary>
    public ClaimsPrincipal ToPrincipal(ClaimsPrincipal token, string scheme)
    {
        // No token can call itself as a key is called.
        var name = "oidc:" + (token.FindFirstValue(NameClaim) ?? token.FindFirstValue("sub"));
        return new Caller(name, [.. token.FindAll(RoleClaim).SelectMany(claim => mapping.GetValueOrDefault(claim.Value) ?? [])])
            .ToPrincipal(scheme);
    }

    private readonly Dictionary<string, Grant[]> mapping = configuration.GetSection($"{Section}:Roles").GetChildren()
        .ToDictionary(role => role.Key, role => Read(role.Key, role.Value ?? ""), StringComparer.Ordinal);

    private static Grant[] Read(string role, string grants) =>
        [.. grants.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(grant => Grant.Parse(grant) is { Value: { } read } ? read
            : throw new AccessSettingException($"{Section}__Roles__{role}: {Grant.Parse(grant).Refusal!.Detail}."))];
}

/// <summary>A setting about access can't be used; the message says why and what to do.</summary>
internal sealed class AccessSettingException(string message) : Exception(message);
