namespace Negotiations.Domain.Positions;

/// <summary>The sorts of statement.</summary>
public enum Stance
{
    /// <summary>Something is demanded.</summary>
    Demand,

    /// <summary>Something is made to depend on something else.</summary>
    Condition,

    /// <summary>Something is proposed.</summary>
    Proposal,

    /// <summary>Something is accepted.</summary>
    Acceptance,

    /// <summary>Something is rejected.</summary>
    Rejection,

    /// <summary>A consequence is announced.</summary>
    Warning,

    /// <summary>Others are asked to act.</summary>
    Appeal,

    /// <summary>The state of things is judged.</summary>
    Assessment,

    /// <summary>A remark.</summary>
    Comment,
}
