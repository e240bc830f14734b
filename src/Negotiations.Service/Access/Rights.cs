namespace Negotiations.Service.Access;

/// <summary>What a role lets somebody do.</summary>
[Flags]
public enum Rights
{
    /// <summary>Nothing beyond being known.</summary>
    None = 0,

    /// <summary>Read a negotiation.</summary>
    Read = 1,

    /// <summary>Record facts.</summary>
    Record = 2,

    /// <summary>Correct what is recorded.</summary>
    Edit = 4,

    /// <summary>Seal, open and erase lists of names.</summary>
    Seal = 8,

    /// <summary>Operate the service.</summary>
    Operate = 16,
}
