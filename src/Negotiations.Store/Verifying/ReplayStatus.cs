namespace Negotiations.Store.Verifying;

/// <summary>Where a replay stands.</summary>
public enum ReplayStatus
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>It is at work.</summary>
    Running,

    /// <summary>It is done.</summary>
    Completed,

    /// <summary>It gave up.</summary>
    Failed,

    /// <summary>Somebody ended it.</summary>
    Cancelled,
}
