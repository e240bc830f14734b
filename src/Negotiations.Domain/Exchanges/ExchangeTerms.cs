namespace Negotiations.Domain.Exchanges;

/// <summary>The terms of an exchange.</summary>
public enum ExchangeTerms
{
    /// <summary>So many for so many.</summary>
    NumberForNumber,

    /// <summary>All that either side holds.</summary>
    AllForAll,

    /// <summary>All of a category, such as the severely wounded.</summary>
    Category,

    /// <summary>One side hands over and expects nothing.</summary>
    Unilateral,
}
