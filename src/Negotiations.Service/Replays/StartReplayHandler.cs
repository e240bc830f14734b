using Marten;
using Negotiations.Store.Log;
using Negotiations.Store.Verifying;
using Wolverine;

namespace Negotiations.Service.Replays;

/// <summary>Handles <see cref="StartReplay"/>.</summary>
public static class StartReplayHandler
{
    /// <summary>Saves the job, and with it the message that begins it.</summary>
    public static async Task<ReplayJob> Handle(StartReplay command, IDocumentSession session, IMessageContext bus, TimeProvider clock,
        CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var job = new ReplayJob
        {
            Id = Guid.CreateVersion7(now),
            Mode = command.Mode,
            Projection = command.Projection,
            Negotiation = command.Negotiation?.Value,
            Track = command.Track?.Value,
            RequestedAt = now,
        };
        session.Insert(job);
        await bus.PublishAsync(new RunReplay(job.Id));
        await session.Commit(cancellation);
        return job;
    }
}
