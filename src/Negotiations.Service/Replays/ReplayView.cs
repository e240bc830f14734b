using Negotiations.Store.Verifying;

namespace Negotiations.Service.Replays;

/// <summary>A replay as its operators see it.</summary>
/// <param name="Replay">Its id.</param>
/// <param name="Mode">Whether it only looks or also repairs.</param>
/// <param name="Projection">The projection; null for all.</param>
/// <param name="Negotiation">The negotiation; null for all.</param>
/// <param name="Track">The track; null for all.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Phase">What it is doing.</param>
/// <param name="EventsDone">Events gone through.</param>
/// <param name="EventsTotal">Events to go through, as counted at the start.</param>
/// <param name="EventsPerSecond">How fast it goes, on average.</param>
/// <param name="EstimatedEnd">When it will be done at that rate.</param>
/// <param name="Differences">How many differences were found.</param>
/// <param name="Found">The first 500 of them.</param>
/// <param name="Mended">How many documents were mended or built.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Fault">Why it failed.</param>
/// <param name="Unproven">
/// How many events and entries came after the last checkpoint outside the database; null where the log was not looked at.
/// </param>
internal sealed record ReplayView(
    Guid Replay, ReplayMode Mode, ReplayProjection? Projection, string? Negotiation, string? Track, ReplayStatus Status, ReplayPhase Phase,
    long EventsDone, long EventsTotal, long? EventsPerSecond,
    DateTimeOffset? EstimatedEnd, long Differences, IReadOnlyList<Difference> Found, long Mended, DateTimeOffset RequestedAt,
    DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? Fault, long? Unproven)
{
    public static ReplayView Of(ReplayJob job)
    {
        var took = (job.FinishedAt ?? job.UpdatedAt) - job.StartedAt;
        var rate = took is { TotalSeconds: > 0 } time ? job.Done / time.TotalSeconds : (double?)null;
        DateTimeOffset? end = job.IsFinished || rate is not > 0 ? null
            : job.UpdatedAt!.Value + TimeSpan.FromSeconds(Math.Max(0, job.Total - job.Done) / rate.Value);
        return new ReplayView(job.Id, job.Mode, job.Projection, job.Negotiation, job.Track, job.Status, job.Phase, job.Done, job.Total,
            rate is null ? null : (long)rate, end,
            job.DifferenceCount, job.Differences, job.Mended, job.RequestedAt, job.StartedAt, job.FinishedAt, job.Fault, job.Unproven);
    }
}
