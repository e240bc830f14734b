using System.Diagnostics.CodeAnalysis;

namespace Negotiations.Domain;

/// <summary>What a position is about: a thing (<c>exchange/remains-1</c>) or an actor (<c>ru/putin</c>).</summary>
/// <param name="Kind">The kind of thing; null for an actor.</param>
/// <param name="Thing">The thing's id; null for an actor.</param>
/// <param name="Actor">The actor; null for a thing.</param>
public sealed record Reference(ThingKind? Kind, Key? Thing, ActorKey? Actor)
{
    /// <summary>What a reference looks like, in words for the person who wrote a wrong one.</summary>
    public static readonly string Accepted =
        $"write a thing as kind/id, where kind is one of {string.Join(", ", Words.All<ThingKind>())}, or an actor as 'ua' or 'ua/umerov'";

    /// <summary>Reads a reference; false when the text is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Reference? reference)
    {
        reference = null;
        if (!ActorKey.TryParse(text, out var actor)) return false;
        reference = actor.Member is not null && Reserves(actor.Actor, out var kind)
            ? new Reference(kind, actor.Member, null)
            : new Reference(null, null, actor);
        return true;
    }

    /// <summary>Whether a key names a kind of thing, and so can't be an actor's.</summary>
    public static bool Reserves(Key key, out ThingKind kind) =>
        Enum.TryParse(key.Value, ignoreCase: true, out kind) && Enum.IsDefined(kind) && !char.IsDigit(key.Value[0]);

    /// <summary>The reference as written.</summary>
    public override string ToString() => Actor?.ToString() ?? $"{Words.Of(Kind!.Value)}/{Thing}";
}
