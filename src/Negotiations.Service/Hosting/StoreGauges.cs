using System.Diagnostics.Metrics;
using Marten;
using Negotiations.Service.Deadlines;
using Negotiations.Store;
using Negotiations.Store.Log;
using Negotiations.Store.SqlViews;
using Npgsql;

namespace Negotiations.Service.Hosting;

/// <summary>Gauges for pending deadlines and disputed numbers; it queries the store only while somebody measures.</summary>
internal sealed class StoreGauges : BackgroundService
{
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(15);
    private readonly IDocumentStore store;
    private readonly string reporting;
    private readonly Meter meter = new(Telemetry.Name);
    private readonly Instrument[] gauges;
    private long deadlines, disputes;

    public StoreGauges(IDocumentStore store, IConfiguration configuration)
    {
        (this.store, reporting) = (store, SqlViewSetup.SchemaOf(store.Options.DatabaseSchemaName, configuration));
        gauges =
        [
            meter.CreateObservableGauge("negotiations.deadlines.pending", () => Interlocked.Read(ref deadlines), "{deadline}",
                "Dates that are waited for"),
            meter.CreateObservableGauge("negotiations.disputes.open", () => Interlocked.Read(ref disputes), "{measure}",
                "Numbers about rounds, exchanges and lists that are disputed"),
        ];
    }

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pulse);
        try
        {
            do
            {
                if (gauges.Any(gauge => gauge.Enabled)) await Look(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task Look(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await store.OpenConnection(cancellation);
            var (awaited, disputed) = await connection.Row<(long, long)>(
                $"""
                select
                    (select count(*) from {store.Options.DatabaseSchemaName}_bus.wolverine_incoming_envelopes
                        where status = 'Scheduled' and message_type = @type),
                    (select count(*) from {reporting}.measures where status = 'disputed')
                """, new { type = typeof(ReviewDeadlines).FullName }, cancellation);
            Interlocked.Exchange(ref deadlines, awaited);
            Interlocked.Exchange(ref disputes, disputed);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            // The database is away, or the views are being made; the next look tells.
        }
    }
}
