using System.Globalization;
using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Negotiations.Store.Log;

/// <summary>
/// Checks every two seconds whether this host's clock agrees with the database's, and whether the store was restored to an earlier state,
/// which begins a new epoch. The last sequence is kept in a file beside the keys, so that any restore is noticed, also one while no service
/// ran.
/// </summary>
public sealed class StoreWatch : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly IDocumentStore store;
    private readonly TimeProvider clock;
    private readonly ILogger<StoreWatch> log;
    private readonly TimeSpan mostSkew;
    private readonly string file;
    private TimeSpan offset;
    private long head;
    private bool isMeasured, wasWrong;

    /// <summary>One per host.</summary>
    public StoreWatch(IDocumentStore store, StoreWatchSettings settings, TimeProvider clock, ILogger<StoreWatch> log)
    {
        (this.store, this.clock, this.log) = (store, clock, log);
        ArgumentNullException.ThrowIfNull(settings);
        (mostSkew, file) = (settings.MostSkew, settings.File);
    }

    /// <summary>The store's epochs.</summary>
    internal StoreEpochs Epochs { get; private set; } = new([]);

    /// <summary>The number of the last fact, as of the last look.</summary>
    public long Head => Interlocked.Read(ref head);

    /// <summary>Whether this host's clock agrees with the database's; by a wrong one nothing counts as overdue.</summary>
    public bool IsClockRight => mostSkew == TimeSpan.Zero || (isMeasured && offset.Duration() <= mostSkew);

    /// <summary>The first look, before anything is served.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Look(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsClockRight ? HealthCheckResult.Healthy("goes as the database's") : HealthCheckResult.Unhealthy(ClockFault));

    /// <summary>Looks again, to see what was committed before the call.</summary>
    public async Task Look(CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        var schema = store.Options.DatabaseSchemaName;
        var before = clock.GetUtcNow();
        var (instant, reached) = await connection.Row<(DateTimeOffset, long)>(
            $"select clock_timestamp(), coalesce((select max(seq_id) from {schema}.mt_events), 0)", null, cancellation);
        var after = clock.GetUtcNow();
        (offset, isMeasured) = (before + ((after - before) / 2) - instant, true);
        Tell();
        await Compare(connection, reached, cancellation);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryLook(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private string ClockFault =>
        $"this host's clock is {offset.Duration().TotalSeconds:0.#} s {(offset > TimeSpan.Zero ? "ahead of" : "behind")} the database's: "
            + "set both by the same time server";

    private async Task TryLook(CancellationToken cancellation)
    {
        try
        {
            await Look(cancellation);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            // The database is down; its health check reports it.
        }
    }

    private void Tell()
    {
        if (!IsClockRight && !wasWrong) log.LogWarning("The service is not ready: {Reason}", ClockFault);
        wasWrong = !IsClockRight;
    }

    // Facts are never removed: a store that holds fewer than it did was restored.
    private async Task Compare(NpgsqlConnection connection, long reached, CancellationToken cancellation)
    {
        var epochs = await StoreEpochs.Read(connection, store.Options.DatabaseSchemaName, cancellation);
        var known = Epochs.All is [] ? Kept() : (Epoch: Epochs.Current.Epoch, Sequence: Head);
        if (known.Epoch == epochs.Current.Epoch && reached < known.Sequence)
        {
            await StoreEpochs.Begin(connection, store.Options.DatabaseSchemaName, cancellation);
            epochs = await StoreEpochs.Read(connection, store.Options.DatabaseSchemaName, cancellation);
            log.LogWarning("The store holds facts up to {Reached} and held them up to {Known}: it was restored, and a new epoch begins",
                reached, known.Sequence);
        }
        if (Epochs.All is [] || reached != Head || epochs.Current != Epochs.Current) Keep(epochs.Current.Epoch, reached);
        Epochs = epochs;
        Interlocked.Exchange(ref head, reached);
    }

    private (string Epoch, long Sequence) Kept()
    {
        try
        {
            return File.Exists(file) && File.ReadAllText(file).Split(' ') is [var epoch, var number]
                && long.TryParse(number, CultureInfo.InvariantCulture, out var sequence) ? (epoch, sequence) : ("", 0);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return ("", 0);
        }
    }

    private void Keep(string epoch, long sequence)
    {
        try
        {
            PrivateFolder.Make(Path.GetDirectoryName(file)!);
            var part = $"{file}.{Environment.ProcessId}.part";
            File.WriteAllText(part, string.Create(CultureInfo.InvariantCulture, $"{epoch} {sequence}"));
            File.Move(part, file, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.LogDebug("How far the store has come could not be kept: {Fault}", fault.GetType().Name);
        }
    }
}
