using System.Diagnostics;
using Negotiations.Store.Log;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Negotiations.Service.Hosting;

/// <summary>
/// Traces, metrics and logs to OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector; otherwise they cost nothing.
/// </summary>
internal static class Observability
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT", Name = "negotiations";
    private const int FlushTimeoutMilliseconds = 3_000;

    // Those of the bus, the store and the driver, beside our own.
    private static readonly string[] Sources = [Telemetry.Name, "Wolverine", "Marten", "RabbitMQ.Client.Publisher",
        "RabbitMQ.Client.Subscriber"];
    private static readonly string[] Meters = [Telemetry.Name, ProjectionWatch.MeterName, "Wolverine:*", "Marten", "Npgsql"];

    public static void AddObservability(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint])) return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
                resource.AddService(Name, serviceVersion: typeof(Observability).Assembly.GetName().Version?.ToString(3)))
            .WithTracing(traces => traces.AddSource(Sources)
                .AddAspNetCoreInstrumentation(requests => requests.EnrichWithHttpResponse = (span, response) =>
                Forget(span, response.HttpContext)).AddNpgsql())
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation())
            .WithLogging(null, logs => logs.IncludeFormattedMessage = true)
            .UseOtlpExporter();
    }

    /// <summary>Flushes what is not sent yet before the service ends.</summary>
    public static void SendLast(this WebApplication app)
    {
        if (string.IsNullOrEmpty(app.Configuration[Endpoint])) return;
        app.Services.GetService<TracerProvider>()?.ForceFlush(FlushTimeoutMilliseconds);
        app.Services.GetService<MeterProvider>()?.ForceFlush(FlushTimeoutMilliseconds);
        app.Services.GetService<LoggerProvider>()?.ForceFlush(FlushTimeoutMilliseconds);
    }

    // Traces get the endpoint's pattern, not what somebody typed into the address.
    private static void Forget(Activity span, HttpContext context)
    {
        span.SetTag("url.path", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "");
        span.SetTag("url.query", null);
    }
}
