namespace Negotiations.Domain.Facts;

/// <summary>What a fact counts for; of all that apply, the last in this order.</summary>
public enum FactStanding
{
    /// <summary>It counts.</summary>
    Counts,

    /// <summary>A second voice denies it: it is shown, and moves nothing.</summary>
    Contested,

    /// <summary>Another fact replaced it.</summary>
    Superseded,

    /// <summary>It was found false.</summary>
    Retracted,
}
