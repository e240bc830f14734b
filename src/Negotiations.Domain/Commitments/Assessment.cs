namespace Negotiations.Domain.Commitments;

/// <summary>How far something promised was kept: the scale of the Peace Accords Matrix, and two ways not to keep it.</summary>
public enum Assessment
{
    /// <summary>A monitor reports on it and gives no grade; an earlier grade holds.</summary>
    Reported,

    /// <summary>Nothing was begun.</summary>
    NotInitiated,

    /// <summary>Something was begun.</summary>
    Minimal,

    /// <summary>On the way to being kept.</summary>
    Intermediate,

    /// <summary>Kept.</summary>
    Full,

    /// <summary>Broken.</summary>
    Breached,

    /// <summary>No longer applies.</summary>
    Lapsed,
}
