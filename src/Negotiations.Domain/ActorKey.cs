using System.Diagnostics.CodeAnalysis;

namespace Negotiations.Domain;

/// <summary>Who: an actor (<c>ua</c>), or one of its members, a person or an office (<c>ua/umerov</c>).</summary>
/// <param name="Actor">The state, organisation or armed group.</param>
/// <param name="Member">The person or office that belongs to it; null for the actor itself.</param>
public sealed record ActorKey(Key Actor, Key? Member) : IComparable<ActorKey>
{
    /// <summary>What an actor key looks like, in words for the person who wrote a wrong one.</summary>
    public const string Accepted =
        "an actor is a key such as 'ua', or a member of one, 'ua/umerov'; each part is 1 to 64 lower-case letters, digits and hyphens";

    /// <summary>Reads <c>actor</c> or <c>actor/member</c>; false when the text is neither.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ActorKey? key)
    {
        key = null;
        if (text?.Split('/') is not { Length: <= 2 } parts || !Key.TryParse(parts[0], out var actor)) return false;
        Key? member = null;
        if (parts.Length == 2 && !Key.TryParse(parts[1], out member)) return false;
        key = new ActorKey(actor, member);
        return true;
    }

    /// <summary>A key that the program itself wrote; throws <see cref="FormatException"/> when it is none.</summary>
    public static ActorKey Of(string text) => TryParse(text, out var key) ? key : throw new FormatException($"'{text}': {Accepted}");

    /// <inheritdoc/>
    public int CompareTo(ActorKey? other) => string.CompareOrdinal(ToString(), other?.ToString());

    /// <summary><c>actor</c> or <c>actor/member</c>, as written.</summary>
    public override string ToString() => Member is null ? Actor.Value : $"{Actor.Value}/{Member.Value}";
}
