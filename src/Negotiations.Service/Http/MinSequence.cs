using Marten;
using Negotiations.Store.Index;
using Negotiations.Store.Log;

namespace Negotiations.Service.Http;

/// <summary>
/// <c>minSequence=N</c>: a query waits, for 5 seconds at most, until the fact with that sequence is visible in what it reads.
/// </summary>
internal static class MinSequence
{
    public const string Name = "minSequence";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5), PollInterval = TimeSpan.FromMilliseconds(25);

    /// <summary>For queries that read states, which are saved with the facts.</summary>
    public static RouteHandlerBuilder WaitsForMinSequence(this RouteHandlerBuilder endpoint) => endpoint.WaitsFor(schema =>
        $"select exists(select from {schema}.mt_events where seq_id = ?) or exists(select from {schema}.mt_event_progression where name = "
            + "'HighWaterMark' and last_seq_id >= ?)");

    /// <summary>For queries that read the index of facts, which lags behind.</summary>
    public static RouteHandlerBuilder WaitsForIndexedSequence(this RouteHandlerBuilder endpoint) => endpoint.WaitsFor(schema =>
        $"select exists(select from {schema}.mt_event_progression where name = '{FactIndexProjection.Shard}' and last_seq_id >= "
            + "greatest(?::bigint, ?))");

    private static RouteHandlerBuilder WaitsFor(this RouteHandlerBuilder endpoint, Func<string, string> visible) =>
        endpoint.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (http.Request.Query[Name].FirstOrDefault() is not { } text) return await next(context);
            var watch = http.RequestServices.GetRequiredService<StoreWatch>();
            // A bare number, as in receipts, belongs to the current epoch.
            var (sequence, refusal) = await http.RequestServices.GetRequiredService<IPlaceReader>().Read(http, Name,
                text.Contains('-', StringComparison.Ordinal) ? text : $"{text}-{watch.Epochs.Current.Epoch}", mayCome: true);
            if (refusal is not null) return Problems.Of(refusal);
            if (sequence == 0 || await IsVisible(sequence, visible, http)) return await next(context);
            http.Response.Headers.RetryAfter = "1";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "not-yet",
                $"the fact with sequence {text} is not visible yet; ask again");
        });

    private static async Task<bool> IsVisible(long sequence, Func<string, string> visible, HttpContext http)
    {
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        var session = http.RequestServices.GetRequiredService<IQuerySession>();
        var sql = visible(session.DocumentStore.Options.DatabaseSchemaName);
        var until = clock.GetUtcNow() + Timeout;
        using var timer = new PeriodicTimer(PollInterval);
        do
        {
            if ((await session.QueryAsync<bool>(sql, http.RequestAborted, sequence, sequence))[0]) return true;
        }
        while (clock.GetUtcNow() < until && await timer.WaitForNextTickAsync(http.RequestAborted));
        return false;
    }
}
