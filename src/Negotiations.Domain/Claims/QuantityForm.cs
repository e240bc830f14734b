namespace Negotiations.Domain.Claims;

/// <summary>The ways to state a quantity.</summary>
public enum QuantityForm
{
    /// <summary>Exactly so many.</summary>
    Value,

    /// <summary>So many or more.</summary>
    AtLeast,

    /// <summary>So many or fewer.</summary>
    AtMost,

    /// <summary>Ten per cent either way.</summary>
    About,

    /// <summary>Two numbers, both included.</summary>
    Between,

    /// <summary>Undisclosed.</summary>
    Unknown,
}
