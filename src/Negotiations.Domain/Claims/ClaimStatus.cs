namespace Negotiations.Domain.Claims;

/// <summary>Whether what is claimed for a measure agrees.</summary>
public enum ClaimStatus
{
    /// <summary>One origin.</summary>
    Single,

    /// <summary>Two or more origins, and all share a value.</summary>
    Corroborated,

    /// <summary>They share a value only under some reading of an unspecified basis.</summary>
    Ambiguous,

    /// <summary>They share none.</summary>
    Disputed,

    /// <summary>A person recorded which value to use.</summary>
    Reconciled,
}
