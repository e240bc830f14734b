namespace Negotiations.Domain.Papers;

/// <summary>The answer to a paper.</summary>
public enum MemoAnswer
{
    /// <summary>It is accepted.</summary>
    Accepted,

    /// <summary>It is rejected.</summary>
    Rejected,

    /// <summary>Another paper was put against it.</summary>
    Countered,

    /// <summary>It is being studied; the answer is open.</summary>
    Reviewing,
}
