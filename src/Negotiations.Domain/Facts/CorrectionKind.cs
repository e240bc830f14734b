namespace Negotiations.Domain.Facts;

/// <summary>What one fact says of another.</summary>
public enum CorrectionKind
{
    /// <summary>It is false.</summary>
    Retracted,

    /// <summary>It holds after all.</summary>
    Reinstated,

    /// <summary>It is replaced by this one.</summary>
    Superseded,

    /// <summary>A second voice says that it is not so.</summary>
    Denied,

    /// <summary>A second voice says the same.</summary>
    Confirmed,
}
