using Negotiations.Domain.Time;

namespace Negotiations.Domain.Claims;

/// <summary>What is claimed for a measure: a quantity, a date or a word of a closed list.</summary>
public abstract record ClaimValue
{
    private protected ClaimValue()
    {
    }

    /// <summary>The number that is claimed; null where a date or a word is.</summary>
    public Quantity? Quantity => (this as QuantityValue)?.Stated;

    /// <summary>The word that is claimed; null where a number or a date is.</summary>
    public string? Word => (this as WordValue)?.Stated;

    /// <summary>A number is claimed.</summary>
    public static ClaimValue Of(Quantity quantity) => new QuantityValue(quantity);

    /// <summary>A date is claimed.</summary>
    public static ClaimValue Of(Occurrence date) => new DateValue(date);

    /// <summary>A word of a closed list is claimed: its camelCase name.</summary>
    public static ClaimValue Of(Enum word) => new WordValue(Words.Of(word));
}
