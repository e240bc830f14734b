using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Negotiations.Service.Tests;

/// <summary>An OpenID Connect provider on this machine.</summary>
internal sealed class IdentityProvider(WebApplication app, RsaSecurityKey key) : IAsyncDisposable
{
    /// <summary>Its address.</summary>
    public string Address { get; } =
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Starts one on any port.</summary>
    public static async Task<IdentityProvider> Start()
    {
        var key = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "k1" };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/.well-known/openid-configuration", (HttpRequest request) =>
            Results.Json(new { issuer = $"http://{request.Host}", jwks_uri = $"http://{request.Host}/keys" }));
        var parameters = key.Rsa.ExportParameters(false);
        var (n, e) = (Base64UrlEncoder.Encode(parameters.Modulus), Base64UrlEncoder.Encode(parameters.Exponent));
        app.MapGet("/keys", () => Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "k1", alg = "RS256", n, e } } }));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new IdentityProvider(app, key);
    }

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
        await app.DisposeAsync();
        key.Rsa.Dispose();
    }

    private static string Token(string audience, string role, string issuer, SigningCredentials credentials, TimeSpan lifetime)
    {
        // Tokens are checked by the real clock.
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = now + TimeSpan.FromMinutes(Math.Min(-1, lifetime.TotalMinutes - 60)),
            Expires = now + lifetime,
            SigningCredentials = credentials,
            Claims = new Dictionary<string, object> { ["sub"] = "anna", ["roles"] = new[] { role } },
        });
    }
}
