namespace Negotiations.Domain.Ceasefires;

/// <summary>How a ceasefire ended.</summary>
public enum CeasefireEnd
{
    /// <summary>Its time was up.</summary>
    Expired,

    /// <summary>It broke down.</summary>
    Collapsed,

    /// <summary>Another one took its place.</summary>
    Replaced,
}
