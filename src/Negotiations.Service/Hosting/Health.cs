using System.Text.Json.Nodes;
using Marten;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Negotiations.Contracts.Json;
using Negotiations.Service.Access;
using Negotiations.Service.Bus;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Npgsql;
using Wolverine.Runtime;

namespace Negotiations.Service.Hosting;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: the database, the bus and the projections do their work; operators are
/// told why not.
/// </summary>
internal static class Health
{
    private const string Ready = "ready";
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(3);

    public static void AddNegotiations(this IHealthChecksBuilder checks) =>
        checks.AddCheck<DatabaseCheck>("database", null, [Ready], CheckTimeout)
            .AddCheck<ProjectionsCheck>("projections", null, [Ready], CheckTimeout).AddCheck<BusCheck>("bus", null, [Ready], CheckTimeout)
            .AddCheck<StoreWatch>("clock", null, [Ready], CheckTimeout);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = Write }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready",
            new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = Write }).AllowAnonymous();
    }

    private static Task Write(HttpContext context, HealthReport report)
    {
        var isTold = context.Caller().May(Rights.Operate, null);
        var checks = new JsonObject([.. report.Entries.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Told(entry.Value,
            isTold)))]);
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(new JsonObject
        {
            ["status"] = report.Status.ToString(),
            ["checks"] = checks
        }.ToJsonString(Formats.Answer));
    }

    private static JsonObject Told(HealthReportEntry entry, bool isTold)
    {
        var told = new JsonObject { ["status"] = entry.Status.ToString() };
        if (isTold) told["description"] = entry.Description;
        return told;
    }

    private sealed class DatabaseCheck(IDocumentStore store) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await using var session = store.QuerySession();
                await session.QueryAsync<int>("select 1", cancellationToken);
                return HealthCheckResult.Healthy("answers");
            }
            catch (Exception fault) when (fault is NpgsqlException or Marten.Exceptions.MartenCommandException or TimeoutException)
            {
                return HealthCheckResult.Unhealthy("does not answer");
            }
        }
    }

    // Snapshots are written with the events, so the newest stream shows whether that works; the index of facts follows later and has a
    // watch.
    private sealed class ProjectionsCheck(IDocumentStore store, ProjectionWatch watch) : IHealthCheck
    {
        // The stream that marks sequence numbers which were drawn but not used.
        private const string Tombstones = "mt_tombstone";

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (watch.Fault is { } stopped) return HealthCheckResult.Unhealthy($"timeline: {stopped}");
            try
            {
                await using var session = store.QuerySession();
                var newest = await session.Events.QueryAllRawEvents().Where(e => e.StreamKey != Tombstones)
                    .OrderByDescending(e => e.Sequence).Take(1).ToListAsync(cancellationToken);
                if (newest is not [{ } last]) return HealthCheckResult.Healthy("nothing recorded yet");
                var version = last.StreamKey!.Contains('/', StringComparison.Ordinal)
                    ? (await session.StoredTrack(last.StreamKey, cancellationToken))?.Version
                    : (await session.StoredNegotiation(last.StreamKey, cancellationToken))?.Version;
                return version >= last.Version
                    ? HealthCheckResult.Healthy($"up to sequence {last.Sequence}; the timeline is {watch.Lag} behind")
                    : HealthCheckResult.Unhealthy($"'{last.StreamKey}' stands at {version ?? 0} of {last.Version}");
            }
            catch (Exception fault) when (fault is NpgsqlException or Marten.Exceptions.MartenCommandException or TimeoutException)
            {
                return HealthCheckResult.Unhealthy("the database does not answer");
            }
        }
    }

    private sealed class BusCheck(IWolverineRuntime runtime, RabbitLink rabbit) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (runtime.Cancellation.IsCancellationRequested) return HealthCheckResult.Unhealthy("stopping");
            return await rabbit.Answers(cancellationToken) ? HealthCheckResult.Healthy("running")
                : HealthCheckResult.Unhealthy("RabbitMQ can't be reached: commands and facts wait there and here");
        }
    }
}
