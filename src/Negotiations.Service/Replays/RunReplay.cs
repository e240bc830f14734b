namespace Negotiations.Service.Replays;

/// <summary>
/// Continue a replay. Each message does one part and saves the job's progress together with the message for the next part. The bus hands
/// what a host leaves undone to another, or to the same after its restart.
/// </summary>
/// <param name="Job">The job.</param>
public sealed record RunReplay(Guid Job);
