using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Negotiations.Service.Tests;

/// <summary>An OpenID Connect provider on this machine.</summary>
internal sealed class IdentityProvider(LocalServer server, RsaSecurityKey key) : IAsyncDisposable
{
    /// <summary>Its address.</summary>
    public string Address => server.Address;

    /// <summary>Starts one on any port.</summary>
    public static async Task<IdentityProvider> Start()
    {
        var key = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "k1" };
        return new IdentityProvider(await LocalServer.Start(app => Map(app, key)), key);
    }

    private static void Map(WebApplication app, RsaSecurityKey key)
    {
        app.MapGet("/.well-known/openid-configuration", (HttpRequest request) =>
            Results.Json(new
            {
                issuer = $"http://{request.Host}",
                jwks_uri = $"http://{request.Host}/keys",
                authorization_endpoint = $"http://{request.Host}/authorize",
                token_endpoint = $"http://{request.Host}/token",
            }));
        MapSignIn(app, new SigningCredentials(key, SecurityAlgorithms.RsaSha256));
        var parameters = key.Rsa.ExportParameters(false);
        var (n, e) = (Base64UrlEncoder.Encode(parameters.Modulus), Base64UrlEncoder.Encode(parameters.Exponent));
        app.MapGet("/keys", () => Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "k1", alg = "RS256", n, e } } }));
    }

    // Signs everybody in at once, as Anna of the desk.
    private static void MapSignIn(WebApplication app, SigningCredentials credentials)
    {
        var nonces = new ConcurrentDictionary<string, string>();
        app.MapGet("/authorize", (HttpRequest request) =>
        {
            var (code, query) = (Guid.NewGuid().ToString("N"), request.Query);
            nonces[code] = query["nonce"].ToString();
            return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
        });
        app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            return nonces.TryRemove(form["code"].ToString(), out var nonce) && form["code_verifier"].Count == 1 ? Results.Json(new
            {
                token_type = "Bearer",
                access_token = "none",
                id_token = Token(Pages, "desk", $"http://{request.Host}", credentials, TimeSpan.FromHours(1), nonce),
            }) : Results.BadRequest();
        });
    }

    /// <summary>As what the pages are known to it.</summary>
    public const string Pages = "negotiations-pages";

    /// <summary>A token for somebody with a role.</summary>
    public string Token(string audience, string role, TimeSpan? lifetime = null) =>
        Token(audience, role, Address, new SigningCredentials(key, SecurityAlgorithms.RsaSha256), lifetime ?? TimeSpan.FromHours(1));

    /// <summary>A token that somebody else signed.</summary>
    public static string Forged(string audience, string issuer) =>
        Token(audience, "desk", issuer,
            new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256),
            TimeSpan.FromHours(1));

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        key.Rsa.Dispose();
    }

    private static string Token(string audience, string role, string issuer, SigningCredentials credentials, TimeSpan lifetime,
        string? nonce = null)
    {
        // Tokens are checked by the real clock.
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now,
            NotBefore = now + TimeSpan.FromMinutes(Math.Min(-1, lifetime.TotalMinutes - 60)),
            Expires = now + lifetime,
            SigningCredentials = credentials,
            Claims = ClaimsOf(role, nonce),
        });
    }

    private static Dictionary<string, object> ClaimsOf(string role, string? nonce)
    {
        var claims = new Dictionary<string, object> { ["sub"] = "anna", ["roles"] = new[] { role } };
        if (nonce is not null) claims["nonce"] = nonce;
        return claims;
    }
}
