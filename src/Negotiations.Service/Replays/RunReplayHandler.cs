using JasperFx;
using Marten;
using Negotiations.Store.Log;
using Negotiations.Store.Verifying;
using Npgsql;
using Wolverine;
using Wolverine.Attributes;

namespace Negotiations.Service.Replays;

/// <summary>Handles <see cref="RunReplay"/>.</summary>
public static class RunReplayHandler
{
    /// <summary>Does a part of a replay; the last part of an index creates its database indexes and may take long.</summary>
    [MessageTimeout(3_600)]
    public static async Task Handle(RunReplay message, IDocumentSession session, IMessageContext bus, Replayer replayer, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (await session.LoadAsync<ReplayJob>(message.Job, cancellation) is not { IsFinished: false } job) return;
        var advanced = await Advance(job, replayer, clock, cancellation);
        session.Store(advanced);
        if (!advanced.IsFinished) await bus.PublishAsync(message);
        await session.Commit(cancellation);
    }

    // Transient faults are left to the bus, which retries; any other ends the job.
    private static bool IsTransient(Exception? fault) => fault switch
    {
        null => false,
        OperationCanceledException or TimeoutException or ConcurrencyException or NpgsqlException { IsTransient: true } => true,
        PostgresException
        {
            SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
        } => true,
        _ => IsTransient(fault.InnerException),
    };

    private static async Task<ReplayJob> Advance(ReplayJob job, Replayer replayer, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        try
        {
            var begun = job.Status == ReplayStatus.Running ? job
                : await replayer.Begin(job, cancellation) with { Status = ReplayStatus.Running, StartedAt = now };
            var advanced = await replayer.Advance(begun, cancellation) with { UpdatedAt = clock.GetUtcNow() };
            return advanced.Phase == ReplayPhase.End ? advanced with { Status = ReplayStatus.Completed, FinishedAt = advanced.UpdatedAt }
                : advanced;
        }
        catch (Exception fault) when (!IsTransient(fault))
        {
            return job with
            {
                Status = ReplayStatus.Failed,
                Fault = $"{fault.GetType().Name} at {job.Phase} '{job.Position}'",
                FinishedAt = now
            };
        }
    }
}
