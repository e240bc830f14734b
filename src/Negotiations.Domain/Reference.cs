using System.Diagnostics.CodeAnalysis;

namespace Negotiations.Domain;

/// <summary>
/// What a position or proposal is about: a thing (<c>exchange/remains-1</c>), an actor (<c>ru/putin</c>) or a position
/// (<c>position/{fact}</c>).
/// </summary>
public abstract record Reference
{
    /// <summary>What a reference looks like, in words for the person who wrote a wrong one.</summary>
    public static readonly string Accepted =
        $"write a thing as kind/id, where kind is one of {string.Join(", ", Words.All<ThingKind>())}, an actor as 'ua' or "
            + "'ua/umerov', or a position as position/ and the id of its fact";

    private protected Reference()
    {
    }

    /// <summary>Reads a reference; false when the text is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Reference? reference)
    {
        reference = PositionReference.Read(text) is { } position ? position
            : Thing.TryParse(text, out var thing) ? new ThingReference(thing)
            : ActorKey.TryParse(text, out var actor) ? new ActorReference(actor) : null;
        return reference is not null;
    }

    /// <summary>
    /// The thing that is referred to and that tracks keep; null for an actor, a position, or an incident, which no track keeps.
    /// </summary>
    public Thing? Held => this is ThingReference { Thing: { Kind: not ThingKind.Incident } thing } ? thing : null;

    /// <summary>The reference as written.</summary>
    public sealed override string ToString() => this switch
    {
        ThingReference { Thing: var thing } => thing.ToString(),
        ActorReference { Actor: var actor } => actor.ToString(),
        PositionReference { Fact: var fact } => $"{PositionReference.Word}/{fact}",
        _ => throw new InvalidOperationException($"no text for {GetType().Name}"),
    };
}
