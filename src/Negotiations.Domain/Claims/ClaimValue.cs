using Negotiations.Domain.Time;

namespace Negotiations.Domain.Claims;

/// <summary>What is claimed for a measure: a quantity, a date or a word of a closed list; exactly one of them is present.</summary>
/// <param name="Quantity">A number.</param>
/// <param name="Date">A date.</param>
/// <param name="Word">A word, such as <c>noProgress</c>.</param>
public sealed record ClaimValue(Quantity? Quantity, Occurrence? Date, string? Word)
{
    /// <summary>A number is claimed.</summary>
    public static ClaimValue Of(Quantity quantity) => new(quantity, null, null);

    /// <summary>A word of a closed list is claimed: its camelCase name.</summary>
    public static ClaimValue Of(Enum word) => new(null, null, Words.Of(word));
}
