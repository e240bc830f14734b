namespace Negotiations.Domain.Claims;

/// <summary>What is counted of a list of children.</summary>
public enum ChildrenAspect
{
    /// <summary>How many it names.</summary>
    Listed,

    /// <summary>How many cases were reviewed.</summary>
    Reviewed,

    /// <summary>How many were returned.</summary>
    Returned,
}
