namespace Negotiations.Domain.Talks;

/// <summary>What came of a round.</summary>
public enum TalksResult
{
    /// <summary>A breakthrough.</summary>
    Breakthrough,

    /// <summary>Something was agreed.</summary>
    Agreement,

    /// <summary>Progress short of agreement.</summary>
    Progress,

    /// <summary>No progress.</summary>
    NoProgress,

    /// <summary>The talks broke down.</summary>
    Breakdown,
}
