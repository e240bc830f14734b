using System.Globalization;

namespace Negotiations.Domain.Facts;

/// <summary>What a data set says under one of its own names: a text, a number or a truth value.</summary>
public sealed record AttributeValue
{
    /// <summary>Characters of a text.</summary>
    public const int TextLimit = 2_000;

    private AttributeValue()
    {
    }

    /// <summary>The text; null for a number or a truth value.</summary>
    public string? Text { get; private init; }

    /// <summary>The number, as precise as IEEE 754 doubles are; null for a text or a truth value.</summary>
    public double? Number { get; private init; }

    /// <summary>The truth value; null for a text or a number.</summary>
    public bool? Truth { get; private init; }

    /// <summary>A text.</summary>
    public static AttributeValue Of(string text) => new() { Text = text };

    /// <summary>A number; it must be finite.</summary>
    public static AttributeValue Of(double number) => new() { Number = number };

    /// <summary>A truth value.</summary>
    public static AttributeValue Of(bool truth) => new() { Truth = truth };

    /// <summary>The value as a text: <c>true</c>, <c>2</c>, <c>Multiparty signed</c>.</summary>
    public override string ToString() =>
        Text ?? Number?.ToString("R", CultureInfo.InvariantCulture) ?? (Truth == true ? "true" : "false");
}
