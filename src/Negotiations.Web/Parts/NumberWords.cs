using System.Globalization;
using Negotiations.Domain;
using Negotiations.Domain.Claims;

namespace Negotiations.Web.Parts;

/// <summary>Numbers and other claimed values in words: <c>6,057–6,060</c>, <c>at least 40</c>, <c>6,000 a side</c>.</summary>
public static class NumberWords
{
    private static readonly string[] Small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    /// <summary>A number with its thousands marked.</summary>
    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A small number as a word, and what is counted: <c>one track</c>, <c>three tracks</c>, <c>no track</c>.</summary>
    public static string Count(int number, string one, string? many = null) =>
        $"{Word(number)} {(number is 0 or 1 ? one : many ?? $"{one}s")}";

    /// <summary>A small number as a word.</summary>
    public static string Word(int number) => number < Small.Length ? Small[number] : Of(number);

    /// <summary>A quantity; what is missing was not told.</summary>
    public static string Of(Quantity? quantity) => quantity switch
    {
        null => "no number",
        { Form: QuantityForm.Unknown } => "not disclosed",
        { Form: QuantityForm.AtLeast } => $"at least {Of(quantity.First)}",
        { Form: QuantityForm.AtMost } => $"at most {Of(quantity.First)}",
        { Form: QuantityForm.About } => $"about {Of(quantity.First)}",
        { Form: QuantityForm.Between } => $"{Of(quantity.First)}–{Of(quantity.Second!.Value)}",
        _ => Of(quantity.First),
    } + (quantity?.Basis switch
    {
        Basis.PerSide => " a side",
        Basis.OneWay => " one way",
        Basis.Total => " in all",
        _ => "",
    });

    /// <summary>A claimed value: a quantity, a date or a word.</summary>
    public static string Of(ClaimValue? value) => value switch
    {
        null => "",
        QuantityValue { Stated: var quantity } => Of(quantity),
        DateValue { Stated: var date } => DateWords.Of(date),
        WordValue { Stated: var word } => Words.Plain(word),
        _ => value.ToString() ?? "",
    };
}
