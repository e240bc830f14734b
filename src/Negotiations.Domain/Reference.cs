using System.Diagnostics.CodeAnalysis;

namespace Negotiations.Domain;

/// <summary>What a position is about: a thing (<c>exchange/remains-1</c>) or an actor (<c>ru/putin</c>).</summary>
public abstract record Reference
{
    /// <summary>What a reference looks like, in words for the person who wrote a wrong one.</summary>
    public static readonly string Accepted =
        $"write a thing as kind/id, where kind is one of {string.Join(", ", Words.All<ThingKind>())}, or an actor as 'ua' or 'ua/umerov'";

    private protected Reference()
    {
    }

    /// <summary>Reads a reference; false when the text is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Reference? reference)
    {
        reference = Thing.TryParse(text, out var thing) ? new ThingReference(thing)
            : ActorKey.TryParse(text, out var actor) ? new ActorReference(actor) : null;
        return reference is not null;
    }

    /// <summary>The reference as written.</summary>
    public sealed override string ToString() => this switch
    {
        ThingReference { Thing: var thing } => thing.ToString(),
        ActorReference { Actor: var actor } => actor.ToString(),
        _ => throw new InvalidOperationException($"no text for {GetType().Name}"),
    };
}
