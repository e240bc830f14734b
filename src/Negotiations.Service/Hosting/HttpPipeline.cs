using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Pages;
using Negotiations.Store.Log;

namespace Negotiations.Service.Hosting;

/// <summary>
/// What holds for every request: compression for clients that accept it, cross-origin requests only from <c>Cors__Origins</c>, and at most
/// <c>Limits__RequestsPerSecond</c> from one caller.
/// </summary>
internal static class HttpPipeline
{
    /// <summary>The header with the store's epoch.</summary>
    public const string EpochHeader = "Negotiations-Epoch";

    private const string Origins = "Cors:Origins", Rate = "Limits:RequestsPerSecond", Unlimited = "unlimited";
    private const int UsualRate = 1_000, MostConnections = 5_000;
    private const long LargestBody = 4 * 1024 * 1024;
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10), IdleTimeout = TimeSpan.FromSeconds(60);

    public static void AddHttpPipeline(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddResponseCompression(options => options.MimeTypes =
            [.. ResponseCompressionDefaults.MimeTypes, NdJson.MediaType, Problems.ContentType, "application/atom+xml",
                "application/feed+json", "application/cloudevents+json", "text/calendar", "text/csv", "image/svg+xml"]);
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        services.AddCors(options => options.AddDefaultPolicy(policy => policy.WithOrigins(OriginsOf(configuration)).AllowAnyMethod()
            .AllowAnyHeader().WithExposedHeaders("ETag", "Link", "Location", "Retry-After", EpochHeader)));
        var rate = configuration.GetValue<int?>(Rate);
        services.AddRateLimiter(limiter =>
        {
            // Per caller; unknown ones per address.
            limiter.GlobalLimiter =
                PartitionedRateLimiter.CreateChained(PartitionedRateLimiter.Create<HttpContext, string>(context =>
                PartitionOf(context, rate)), Shares.Limiter(configuration));
            limiter.OnRejected = async (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told)
                    ? Math.Max(1, (int)Math.Ceiling(told.TotalSeconds)) : 1;
                rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
                await Problems.Of(StatusCodes.Status429TooManyRequests, "too-many-requests",
                    $"more requests than {rate ?? UsualRate} a second, or more open at once than a caller may have; wait {wait} s and "
                        + "go on").ExecuteAsync(rejected.HttpContext);
            };
        });
    }

    /// <summary>Limits for every connection; a client that sends too slowly is cut off.</summary>
    public static void Limit(KestrelServerOptions kestrel, IConfiguration configuration)
    {
        new ConnectionShares(configuration).Apply(kestrel);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = IdleTimeout;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }

    public static void UseHttpPipeline(this WebApplication app)
    {
        if (TrustedProxies.Of(app.Configuration) is not []) app.UseForwardedHeaders();
        app.Use(Harden);
        app.Use(TidyAddress.Lead);
        app.UseResponseCompression();
        app.UseNegotiationsErrors();
        if (OriginsOf(app.Configuration) is not []) app.UseCors();
        app.UseAuthentication();
        app.Use(FormTokens.Guard);
        if (PublicReading.Of(app.Configuration) is { } strangers) app.Use(strangers.Admit);
        app.UseRateLimiter();
        app.UseAuthorization();
        app.Use(TellEpoch);
        app.Use(RightsWatch.Guard);
    }

    // A client may send the epoch of an earlier answer. It is refused if the store was restored since: its numbers may mean other facts.
    private static Task TellEpoch(HttpContext context, RequestDelegate next)
    {
        var epochs = context.RequestServices.GetRequiredService<StoreWatch>().Epochs;
        context.Response.Headers[EpochHeader] = epochs.Current.Epoch;
        return context.Request.Headers[EpochHeader].FirstOrDefault() is { } known && epochs.Fault(EpochHeader, known, null) is { } restored
            ? Problems.Of(Places.AreHidden(context.Caller()) ? Places.Restored(EpochHeader) : restored).ExecuteAsync(context)
                : next(context);
    }

    // Security headers for browsers: answers are data, and pages use nothing but this service's own files.
    private static Task Harden(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = PageRequests.AreWanted(context.Request)
            ? "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
                + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'" : "default-src 'none'; frame-ancestors 'none'";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        return next(context);
    }

    private static string[] OriginsOf(IConfiguration configuration) =>
        (configuration[Origins] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Local callers are limited only where a rate is configured.
    private static RateLimitPartition<string> PartitionOf(HttpContext context, int? rate)
    {
        var address = context.Connection.RemoteIpAddress;
        if (rate == 0 || (rate is null && (address is null || IPAddress.IsLoopback(address)))
            || context.Request.Path.StartsWithSegments("/health",
            StringComparison.Ordinal)) return RateLimitPartition.GetNoLimiter(Unlimited);
        var most = rate ?? UsualRate;
        return RateLimitPartition.GetTokenBucketLimiter(Shares.CallerOf(context), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 2 * most,
            TokensPerPeriod = most,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
            AutoReplenishment = true,
        });
    }
}
