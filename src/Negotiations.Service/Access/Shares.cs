using System.Threading.RateLimiting;

namespace Negotiations.Service.Access;

/// <summary>
/// Limits what each caller can do at once, so that none keeps the others waiting; the caller's further requests wait. <c>Limits__AtOnce</c>
/// requests, <c>Limits__DearAtOnce</c> expensive ones, <c>Limits__OpenAtOnce</c> that stay open.
/// </summary>
internal static class Shares
{
    private const int Waiting = 5_000, UsualAtOnce = 32, OpenAtOnce = 500;
    private static readonly string[] OfThePast = ["asOf", "knownAt", "recordedUntil"];

    /// <summary>Says what an endpoint costs.</summary>
    public static RouteHandlerBuilder Costs(this RouteHandlerBuilder endpoint, Cost cost) => endpoint.WithMetadata(cost);

    /// <summary>How many expensive requests a caller may run at once.</summary>
    public static int DearAtOnce(IConfiguration configuration) =>
        configuration.GetValue("Limits:DearAtOnce", Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Holds every request to its caller's share.</summary>
    public static PartitionedRateLimiter<HttpContext> Limiter(IConfiguration configuration)
    {
        var limits = new Dictionary<Cost, (int AtOnce, int Waiting)>
        {
            [Cost.Usual] = (configuration.GetValue("Limits:AtOnce", Math.Max(UsualAtOnce, 8 * Environment.ProcessorCount)), Waiting),
            [Cost.Dear] = (DearAtOnce(configuration), Waiting),
            [Cost.Open] = (configuration.GetValue("Limits:OpenAtOnce", OpenAtOnce), 0),
        };
        return PartitionedRateLimiter.Create<HttpContext, (string, Cost)>(context =>
        {
            // Health checks must be answered while the service is busy.
            if (context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
                return RateLimitPartition.GetNoLimiter(("", Cost.Usual));
            var cost = Of(context);
            var (atOnce, waiting) = limits[cost];
            return RateLimitPartition.GetConcurrencyLimiter((CallerOf(context), cost),
                _ => new ConcurrencyLimiterOptions
                {
                    PermitLimit = atOnce,
                    QueueLimit = waiting,
                    QueueProcessingOrder = QueueProcessingOrder.OldestFirst
                });
        });
    }

    /// <summary>The caller's name, or the address of an unknown caller.</summary>
    public static string CallerOf(HttpContext context) => context.User.Identity is { Name: { Length: > 0 } name } ? name
        : context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>What a request costs.</summary>
    public static Cost Of(HttpContext context) =>
        (context.GetEndpoint()?.Metadata ?? []).OfType<Cost>()
            .DefaultIfEmpty(OfThePast.Any(context.Request.Query.ContainsKey) ? Cost.Dear : Cost.Usual).First();
}
