namespace Negotiations.Domain;

/// <summary>What facts make and later facts name: its kind and its id, as text <c>exchange/remains-1</c>.</summary>
/// <param name="Kind">The kind of thing.</param>
/// <param name="Id">Its id, unique in the negotiation for its kind.</param>
public readonly record struct Thing(ThingKind Kind, Key Id) : IComparable<Thing>
{
    /// <inheritdoc/>
    public int CompareTo(Thing other) => string.CompareOrdinal(ToString(), other.ToString());

    /// <summary>Kind and id with a slash between, such as <c>exchange/remains-1</c>.</summary>
    public override string ToString() => $"{Words.Of(Kind)}/{Id}";
}
