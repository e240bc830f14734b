using System.Diagnostics.CodeAnalysis;

namespace Negotiations.Domain.Positions;

/// <summary>Of whom a position is, and about what, as text <c>ua/umerov on exchange/remains-1</c>.</summary>
/// <param name="Actor">Who.</param>
/// <param name="On">About what; null where nothing is named.</param>
public sealed record Standpoint(ActorKey Actor, Reference? On) : IComparable<Standpoint>
{
    private const string Between = " on ";

    /// <summary>Reads the text; false when it is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Standpoint? standpoint)
    {
        standpoint = null;
        if (text?.Split(Between) is not { Length: <= 2 } parts || !ActorKey.TryParse(parts[0], out var actor)) return false;
        Reference? on = null;
        if (parts.Length == 2 && !Reference.TryParse(parts[1], out on)) return false;
        standpoint = new Standpoint(actor, on);
        return true;
    }

    /// <summary>The order of the texts.</summary>
    public int CompareTo(Standpoint? other) => string.CompareOrdinal(ToString(), other?.ToString());

    /// <summary>As written.</summary>
    public override string ToString() => On is null ? Actor.ToString() : $"{Actor}{Between}{On}";
}
