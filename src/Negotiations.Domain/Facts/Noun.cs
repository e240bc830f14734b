using System.Globalization;
using Negotiations.Domain.Claims;

namespace Negotiations.Domain.Facts;

/// <summary>What is counted in a sentence.</summary>
/// <param name="One">For one of them, such as <c>body</c>.</param>
/// <param name="Many">For any other number, such as <c>bodies</c>.</param>
public readonly record struct Noun(string One, string Many)
{
    /// <summary>Children.</summary>
    public static Noun Children { get; } = new("child", "children");

    /// <summary>So many of them, such as <c>at least 40 bodies</c>; without a number, where none is stated.</summary>
    public string Counted(Quantity? quantity) => quantity switch
    {
        null => Many,
        { Form: QuantityForm.Unknown } => $"an undisclosed number of {Many}",
        { Form: QuantityForm.Value, First: 0 } => $"no {Many}",
        { Form: QuantityForm.Value, First: 1 } => $"1 {One}{Basis(quantity)}",
        _ => $"{Number(quantity)} {Many}{Basis(quantity)}",
    };

    /// <summary>A quantity without what it counts, such as <c>18 to 25</c>, in digits with commas between thousands.</summary>
    public static string Number(Quantity quantity) => quantity.Form switch
    {
        QuantityForm.Unknown => "an undisclosed number",
        QuantityForm.AtLeast => $"at least {Digits(quantity.First)}",
        QuantityForm.AtMost => $"at most {Digits(quantity.First)}",
        QuantityForm.About => $"about {Digits(quantity.First)}",
        QuantityForm.Between => $"{Digits(quantity.First)} to {Digits(quantity.Second ?? quantity.First)}",
        _ => Digits(quantity.First),
    };

    /// <summary>What a quantity counts, after it; empty where nobody says.</summary>
    public static string Basis(Quantity quantity) => quantity.Basis switch
    {
        Claims.Basis.Total => " in all",
        Claims.Basis.PerSide => " on each side",
        Claims.Basis.OneWay => " one way",
        _ => "",
    };

    private static string Digits(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
