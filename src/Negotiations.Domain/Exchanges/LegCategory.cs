namespace Negotiations.Domain.Exchanges;

/// <summary>Who or what is handed over.</summary>
public enum LegCategory
{
    /// <summary>Prisoners of war.</summary>
    PrisonersOfWar,

    /// <summary>Civilians.</summary>
    Civilians,

    /// <summary>Wounded or ill persons.</summary>
    Wounded,

    /// <summary>Remains of the dead.</summary>
    Remains,

    /// <summary>Children.</summary>
    Children,
}
