namespace Negotiations.Domain.Papers;

/// <summary>What sort of paper.</summary>
public enum MemoKind
{
    /// <summary>A memorandum.</summary>
    Memorandum,

    /// <summary>A paper that commits nobody.</summary>
    NonPaper,

    /// <summary>A list of terms.</summary>
    TermSheet,

    /// <summary>A draft of an agreement.</summary>
    Draft,

    /// <summary>A joint statement.</summary>
    JointStatement,
}
