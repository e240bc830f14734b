namespace Negotiations.Contracts.Answers;

/// <summary>What became of a fact from one view to another.</summary>
public enum FactChangeKind
{
    /// <summary>It happened, or became known.</summary>
    Came,

    /// <summary>It was found false, or replaced by what is not seen.</summary>
    Went,

    /// <summary>Another fact says it better.</summary>
    Corrected,

    /// <summary>A second voice denies it.</summary>
    Contested,

    /// <summary>Nobody denies it any more.</summary>
    Uncontested,

    /// <summary>It had been found false or replaced, and counts again.</summary>
    Restored,
}
