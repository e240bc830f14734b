namespace Negotiations.Domain.Talks;

/// <summary>How far a round has come.</summary>
public enum RoundProgress
{
    /// <summary>One side proposed it.</summary>
    Proposed,

    /// <summary>It was agreed.</summary>
    Scheduled,

    /// <summary>It was put off.</summary>
    Postponed,

    /// <summary>It was held.</summary>
    Held,
}
