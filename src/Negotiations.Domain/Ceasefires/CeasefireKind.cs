namespace Negotiations.Domain.Ceasefires;

/// <summary>What sort of ceasefire.</summary>
public enum CeasefireKind
{
    /// <summary>Everywhere and all arms.</summary>
    General,

    /// <summary>In one place.</summary>
    Local,

    /// <summary>For a humanitarian purpose.</summary>
    Humanitarian,

    /// <summary>For one kind of target or arm.</summary>
    Sectoral,
}
