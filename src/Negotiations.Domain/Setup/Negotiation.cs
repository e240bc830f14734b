using System.Collections.Immutable;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Setup;

/// <summary>
/// A conflict's diplomacy as a whole: its title and its actors, folded from its facts in any order. Its tracks are streams of their own.
/// The members' names are what is stored.
/// </summary>
public sealed record Negotiation : INegotiationState
{
    /// <summary>Its key.</summary>
    public required Key Key { get; init; }

    /// <summary>The fact that opened it.</summary>
    public NegotiationOpened? Opened { get; init; }

    /// <summary>The corrections of its title and summary, in the order in which they became known.</summary>
    public ImmutableArray<NegotiationChanged> Changes { get; init; } = [];

    /// <summary>Its title as it was last corrected; null while it is not opened.</summary>
    public string? Title => Changes.LastOrDefault(change => change.Title is not null)?.Title ?? Opened?.Title;

    /// <summary>Its summary as it was last corrected; null where it has none.</summary>
    public string? Summary => Changes.LastOrDefault(change => change.Summary is not null)?.Summary ?? Opened?.Summary;

    /// <inheritdoc/>
    public bool IsOpened => Opened is not null;

    /// <inheritdoc/>
    public IEnumerable<ActorKey> KnownActors() => Actors.Keys;

    /// <summary>Actors and members by key.</summary>
    public ImmutableSortedDictionary<ActorKey, Actor> Actors { get; init; } = ImmutableSortedDictionary<ActorKey, Actor>.Empty;

    /// <summary>The fold: a negotiation's facts, in any order, to its state.</summary>
    public static Negotiation Fold(Key key, IEnumerable<Fact> facts) =>
        facts.Aggregate(new Negotiation { Key = key }, (negotiation, fact) => negotiation.With(fact));

    /// <summary>The state with one more fact of the negotiation's own.</summary>
    public Negotiation With(Fact fact) => fact switch
    {
        NegotiationOpened opened => this with { Opened = WorldOrder.Later(Opened, opened) },
        NegotiationChanged changed => this with { Changes = KnowledgeOrder.Insert(Changes, changed) },
        ActorAdded added => With(added.Actor, actor => actor with { Added = WorldOrder.Later(actor.Added, added) }),
        ActorChanged changed => With(changed.Actor, actor => actor with { Changes = actor.Changes.Add(changed).Sort(ByStart) }),
        _ => throw new ArgumentException($"a negotiation does not fold {fact?.GetType().Name}", nameof(fact)),
    };

    /// <summary>The latest name of an actor or member; its key where none is known.</summary>
    public string NameOf(ActorKey actor) => Actors.GetValueOrDefault(actor)?.Name ?? actor.ToString();

    /// <summary>The latest names of actors and members, of those whose name is known.</summary>
    public IReadOnlyDictionary<ActorKey, string> NamesOfActors() => Actors.Where(actor => actor.Value.Name is not null)
        .ToDictionary(actor => actor.Key, actor => actor.Value.Name!);

    /// <summary>Whether an actor or member is known.</summary>
    public bool Knows(ActorKey actor) => Actors.GetValueOrDefault(actor)?.Added is not null;

    private Negotiation With(ActorKey key, Func<Actor, Actor> change) =>
        this with { Actors = Actors.SetItem(key, change(Actors.GetValueOrDefault(key, new Actor()))) };

    private static int ByStart(ActorChanged left, ActorChanged right) =>
        (left.From.Moment, left.Recorded.At, left.Id).CompareTo((right.From.Moment, right.Recorded.At, right.Id));
}
