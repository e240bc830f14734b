using Negotiations.Contracts.Transparency;
using Negotiations.Store.Following;
using Negotiations.Store.Transparency;

namespace Negotiations.Service.Transparency;

/// <summary>
/// Adds what was recorded to the log, some seconds behind, and signs how it stands: only what begins with all that it signed before. While
/// many facts come, they have the machine, and the log waits, for a minute at most. One host at a time does it.
/// </summary>
internal sealed class LogFollower(RecordLog record, HighWaterMark mark, LogKeys keys, CheckpointFile checkpoints, Witnesses witnesses,
    TimeStamps stamps, TimeProvider clock, IConfiguration configuration, ILogger<LogFollower> log) : BackgroundService
{
    // Facts a second.
    private const double Many = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private readonly TimeSpan interval = TimeSpan.FromSeconds(configuration.GetValue("Log:Seconds", 5.0));
    private bool isRefused;
    private string? said;
    private (long Settled, long At) looked;
    private long followed;

    /// <summary>Adds what is there and signs it.</summary>
    public async Task Follow(CancellationToken cancellation)
    {
        var settled = await mark.Reached(cancellation);
        while (await record.Follow(settled, cancellation) is > 0) cancellation.ThrowIfCancellationRequested();
        await Sign(cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            do
            {
                await TryFollow(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task TryFollow(CancellationToken cancellation)
    {
        try
        {
            var (settled, now) = (await mark.Reached(cancellation), clock.GetTimestamp());
            var isBusy = looked.At > 0 && settled - looked.Settled > Many * clock.GetElapsedTime(looked.At, now).TotalSeconds;
            looked = (settled, now);
            if (isBusy && clock.GetElapsedTime(followed, now) < Longest) return;
            followed = now;
            await Follow(cancellation);
            said = null;
        }
        // Whatever it is, the service works on.
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            var told = fault is IOException or UnauthorizedAccessException or DamagedLogException ? fault.Message : fault.GetType().Name;
            if (told != said) log.LogWarning("The log of what was recorded waits: {Fault}", told);
            said = told;
        }
    }

    private async Task Sign(CancellationToken cancellation)
    {
        var (kept, size) = (checkpoints.Last, await record.Size(cancellation));
        var last = kept?.Checkpoint;
        // A new key signs at once what the one before did.
        if (size == (last?.Size ?? 0) && kept?.Note!.IsBy(keys.Signing.Verifier) != false) return;
        var checkpoint = await record.Tree(async tree => last is null || (last.Size <= size
            && (await tree.Reader.Root(last.Size, cancellation)).AsSpan().SequenceEqual(last.Root))
            ? new Checkpoint(keys.Origin, size, await tree.Reader.Root(size, cancellation)) : null, cancellation);
        if (checkpoint is null)
        {
            if (!isRefused)
                log.LogError("The log of what was recorded does not begin with what was signed at {At:O}: nothing is signed until it does. "
                    + "Verify says where they part", checkpoints.Last!.At);
            isRefused = true;
            return;
        }
        isRefused = false;
        var (text, now) = (new SignedNote(checkpoint.Text, []), clock.GetUtcNow());
        var note = text.With(keys.Signing.Sign(text.Text, default));
        if (!checkpoints.Add(note, now)) return;
        // Only what is kept here is shown to others.
        var (cosigned, stamp) = (await witnesses.Cosigned(note, size, cancellation),
            await stamps.Of(note, checkpoints.Stamped?.At, now, cancellation));
        if (cosigned != note || stamp is not null) checkpoints.Add(cosigned, now, stamp);
    }
}
