using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Negotiations.Domain;

/// <summary>The short, stable name of a negotiation, a track or a thing: <c>[a-z0-9][a-z0-9-]{0,63}</c>.</summary>
public sealed partial record Key : IComparable<Key>
{
    /// <summary>What a key looks like, in words for the person who wrote a wrong one.</summary>
    public const string Accepted =
        "a key is 1 to 64 lower-case letters, digits and hyphens, and starts with a letter or a digit, for example 'istanbul-talks'";

    private Key(string value) => Value = value;

    /// <summary>The key as written.</summary>
    public string Value { get; }

    /// <summary>Reads a key; false when the text is not one (see <see cref="Accepted"/>).</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Key? key)
    {
        key = text is not null && Pattern.IsMatch(text) ? new Key(text) : null;
        return key is not null;
    }

    /// <summary>A key that the program itself wrote; throws <see cref="FormatException"/> when it is none.</summary>
    public static Key Of(string text) => TryParse(text, out var key) ? key : throw new FormatException($"'{text}': {Accepted}");

    /// <inheritdoc/>
    public int CompareTo(Key? other) => string.CompareOrdinal(Value, other?.Value);

    /// <summary>The key as written.</summary>
    public override string ToString() => Value;

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern { get; }
}
