namespace Negotiations.Domain.Papers;

/// <summary>How much of a paper is public.</summary>
public enum Disclosure
{
    /// <summary>Nothing.</summary>
    Withheld,

    /// <summary>Its gist.</summary>
    Summarised,

    /// <summary>All of it.</summary>
    Published,
}
