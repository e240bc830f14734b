namespace Negotiations.Service.Replays;

/// <summary>
/// Go on with a replay. Each of these messages does a part and saves, together, how far the job has come and the message for the next part:
/// what a host leaves undone, the bus hands to
/// another, or to the same after its restart.
/// </summary>
/// <param name="Job">The job.</param>
public sealed record RunReplay(Guid Job);
