using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Negotiations.Service.Http;

namespace Negotiations.Service.Access;

/// <summary>
/// Signs browsers in at an OpenID Connect provider, with the code flow: <c>Oidc__ClientId</c>, and <c>Oidc__ClientSecret</c> where the
/// provider gave one. What they may do follows from their roles, as with tokens.
/// </summary>
internal static class ProviderSignIn
{
    /// <summary>Where the provider sends browsers back.</summary>
    public const string Callback = "/sign-in/callback";

    public static void Configure(OpenIdConnectOptions provider, IConfiguration configuration)
    {
        var (authority, roles) = (OidcRoles.Authority(configuration)!, new OidcRoles(configuration));
        (provider.Authority, provider.RequireHttpsMetadata) = (authority, OidcRoles.NeedsHttps(authority));
        (provider.ClientId, provider.ClientSecret) = (OidcRoles.ClientId(configuration), configuration["Oidc:ClientSecret"]);
        (provider.ResponseType, provider.ResponseMode, provider.UsePkce) =
            (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        (provider.SignInScheme, provider.CallbackPath, provider.MapInboundClaims) =
            (CookieAuthenticationDefaults.AuthenticationScheme, Callback, false);
        // The browser comes back by a link, which these cookies go along with.
        provider.CorrelationCookie.SameSite = provider.NonceCookie.SameSite = SameSiteMode.Lax;
        provider.CorrelationCookie.SecurePolicy = provider.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        provider.Events = new OpenIdConnectEvents
        {
            OnTokenValidated = async context =>
            {
                context.Principal = roles.ToPrincipal(context.Principal!, CookieAuthenticationDefaults.AuthenticationScheme);
                await context.HttpContext.RequestServices.GetRequiredService<AuditTrail>().Append(new AuditEntry
                {
                    Action = AuditAction.SignedIn,
                    By = context.Principal.Identity!.Name!,
                    Thing = "provider",
                }, context.HttpContext.RequestAborted);
            },
            OnRemoteFailure = async context =>
            {
                context.HandleResponse();
                context.HttpContext.RequestServices.GetRequiredService<ILogger<SignIn>>().LogWarning(
                    "The provider did not sign somebody in: {Fault}", context.Failure?.GetType().Name);
                await Problems.Of(StatusCodes.Status401Unauthorized, "provider-refused",
                    "the provider did not sign you in; begin again from the page to sign in").ExecuteAsync(context.HttpContext);
            },
        };
    }
}
