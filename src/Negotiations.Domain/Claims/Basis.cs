namespace Negotiations.Domain.Claims;

/// <summary>What a quantity of a two-way exchange counts.</summary>
public enum Basis
{
    /// <summary>The source does not say.</summary>
    Unspecified,

    /// <summary>All sides together.</summary>
    Total,

    /// <summary>Each giving side.</summary>
    PerSide,

    /// <summary>One direction only.</summary>
    OneWay,
}
