using Marten;

namespace Negotiations.Service.Http;

/// <summary><c>minSequence=N</c>: a query waits, for 5 seconds at most, until the fact with that sequence is visible.</summary>
internal static class MinSequence
{
    public const string Name = "minSequence";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), Interval = TimeSpan.FromMilliseconds(50);

    public static RouteHandlerBuilder WaitsForMinSequence(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (!QueryParameters.TryWhole(Name, http.Request.Query[Name].FirstOrDefault(), 0, long.MaxValue, out var sequence, out var refusal)) return Problems.Of(refusal!);
            if (sequence is null || await IsVisible(sequence.Value, http)) return await next(context);
            http.Response.Headers.RetryAfter = "1";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "not-yet", $"the fact with sequence {sequence} is not visible yet; ask again");
        });

    private static async Task<bool> IsVisible(long sequence, HttpContext http)
    {
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        var session = http.RequestServices.GetRequiredService<IQuerySession>();
        var until = clock.GetUtcNow() + Patience;
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            if (await session.Events.QueryAllRawEvents().AnyAsync(e => e.Sequence >= sequence, http.RequestAborted)) return true;
        }
        while (clock.GetUtcNow() < until && await timer.WaitForNextTickAsync(http.RequestAborted));
        return false;
    }
}
