namespace Negotiations.Domain;

/// <summary>What facts make and later facts name: its kind and its id, as text <c>exchange/remains-1</c>.</summary>
/// <param name="Kind">The kind of thing.</param>
/// <param name="Id">Its id, unique in the negotiation for its kind.</param>
public readonly record struct Thing(ThingKind Kind, Key Id) : IComparable<Thing>
{
    /// <summary>Whether a key names a kind of thing, or positions, and so can't be an actor's.</summary>
    public static bool Reserves(Key key) => key?.Value == PositionReference.Word || IsKind(key!, out _);

    private static bool IsKind(Key key, out ThingKind kind) =>
        Enum.TryParse(key.Value, ignoreCase: true, out kind) && Enum.IsDefined(kind) && !char.IsDigit(key.Value[0]);

    /// <summary>Reads <c>kind/id</c>; false when the text is neither.</summary>
    public static bool TryParse(string? text, out Thing thing)
    {
        thing = default;
        if (text?.Split('/') is not [var first, var second] || !Key.TryParse(first, out var word) || !IsKind(word, out var kind)
            || !Key.TryParse(second, out var id)) return false;
        thing = new Thing(kind, id);
        return true;
    }

    /// <summary>By the word of the kind, then by id: the order of the texts.</summary>
    public int CompareTo(Thing other) =>
        Kind == other.Kind ? Id.CompareTo(other.Id) : string.CompareOrdinal(Words.Of(Kind), Words.Of(other.Kind));

    /// <summary>Kind and id with a slash between, such as <c>exchange/remains-1</c>.</summary>
    public override string ToString() => $"{Words.Of(Kind)}/{Id}";
}
