namespace Negotiations.Domain.Lifecycle;

/// <summary>How a line of diplomacy ended.</summary>
public enum TrackOutcome
{
    /// <summary>What it was for is done.</summary>
    Completed,

    /// <summary>It broke down.</summary>
    Collapsed,

    /// <summary>It goes on within another track.</summary>
    Merged,

    /// <summary>Events have overtaken it.</summary>
    Overtaken,
}
