using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Net.Http.Headers;
using Negotiations.Service.Http;
using Negotiations.Store.Log;
using Negotiations.Web.Frame;

namespace Negotiations.Service.Access;

/// <summary>
/// Lets in callers with a key, with a token of the configured OpenID Connect provider, or signed in by the address that the service
/// printed. Anybody may ask for its health.
/// </summary>
internal static class AccessSetup
{
    private const string Any = "any";

    /// <summary>
    /// Refuses to start where keys or names would be exposed or a file of keys is damaged, and makes the keys' folder private.
    /// </summary>
    public static void Prepare(IConfiguration configuration)
    {
        ListenAddressPolicy.Check(configuration);
        var folder = Folders.KeysOf(configuration);
        try
        {
            PrivateFolder.Make(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new AccessSettingException($"The folder {folder} can't be made ({fault.Message}). Let Keys__Folder name one that can be "
                + "written.");
        }
        KeyFiles.Check(configuration);
    }

    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ServiceSecret>().AddSingleton<KeySeals>().AddSingleton<SequenceCloak>().AddSingleton<Places>()
            .AddSingleton<IPlaceReader>(provider => provider.GetRequiredService<Places>())
            .AddSingleton<KeyRing>().AddSingleton<KeyCheck>()
            .AddSingleton<AuditTrail>().AddSingleton<OperatorKey>()
            .AddSingleton<SignIn>().AddSingleton<EndedSessions>()
            .AddHostedService(provider => provider.GetRequiredService<EndedSessions>()).AddHostedService(provider =>
                provider.GetRequiredService<AuditTrail>());
        services.AddSingleton<AccessPolicy>().AddSingleton<IAuthorizationHandler>(provider => provider.GetRequiredService<AccessPolicy>())
            .AddSingleton<IAuthorizationPolicyProvider>(provider => provider.GetRequiredService<AccessPolicy>());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusedAccess>().AddAuthorization();
        services.AddAntiforgery(options =>
        {
            (options.FormFieldName, options.HeaderName) = (Visitor.TokenField, FormTokens.Header);
            (options.Cookie.Name, options.Cookie.SameSite, options.SuppressXFrameOptionsHeader) =
                ("negotiations-form", Microsoft.AspNetCore.Http.SameSiteMode.Lax, true);
        });
        services.AddSingleton<FormTokens>();
        services.AddDataProtection().SetApplicationName("negotiations")
            .PersistKeysToFileSystem(new DirectoryInfo(Folders.KeysOf(builder.Configuration)));
        var authority = OidcRoles.Authority(builder.Configuration);
        var authentication = services.AddAuthentication(Any)
            .AddPolicyScheme(Any, null, policy => policy.ForwardDefaultSelector = context =>
                SchemeOf(context, takesTokens: authority is not null))
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Keys, null)
            .AddCookie(SignIn.Configure);
        if (authority is not null) authentication.AddJwtBearer(token => Configure(token, authority, new OidcRoles(builder.Configuration)));
        if (OidcRoles.HasSignIn(builder.Configuration)) authentication.AddOpenIdConnect(provider =>
            ProviderSignIn.Configure(provider, builder.Configuration));
        if (TrustedProxies.Of(builder.Configuration) is not [] and var proxies)
            services.Configure<ForwardedHeadersOptions>(options => TrustedProxies.Configure(options, proxies));
    }

    private static string SchemeOf(HttpContext context, bool takesTokens)
    {
        var header = context.Request.Headers[HeaderNames.Authorization].ToString();
        if (header.Length == 0) return CookieAuthenticationDefaults.AuthenticationScheme;
        return takesTokens && !header.StartsWith($"{ApiKeyHandler.Prefix}neg_", StringComparison.OrdinalIgnoreCase)
            && !header.StartsWith(ApiKeyHandler.Basic, StringComparison.OrdinalIgnoreCase) ? JwtBearerDefaults.AuthenticationScheme
            : ApiKeyHandler.Keys;
    }

    private static void Configure(JwtBearerOptions token, string authority, OidcRoles roles)
    {
        (token.Authority, token.Audience, token.MapInboundClaims) = (authority, roles.Audience, false);
        token.RequireHttpsMetadata = OidcRoles.NeedsHttps(authority);
        token.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                context.Principal = roles.ToPrincipal(context.Principal!, context.Scheme.Name);
                return Task.CompletedTask;
            },
        };
    }
}
