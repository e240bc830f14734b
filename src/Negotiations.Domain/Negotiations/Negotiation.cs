using System.Collections.Immutable;

namespace Negotiations.Domain;

/// <summary>
/// A conflict's diplomacy as a whole: its title and its actors, folded from its facts in any order. Its tracks are streams of their own.
/// The members' names are what is stored.
/// </summary>
public sealed record Negotiation
{
    /// <summary>Its key.</summary>
    public required Key Key { get; init; }

    /// <summary>The fact that opened it.</summary>
    public NegotiationOpened? Opened { get; init; }

    /// <summary>Actors and members by key.</summary>
    public ImmutableSortedDictionary<string, Actor> Actors { get; init => field = value.WithComparers(StringComparer.Ordinal); } =
        ImmutableSortedDictionary.Create<string, Actor>(StringComparer.Ordinal);

    /// <summary>The fold: a negotiation's facts, in any order, to its state.</summary>
    public static Negotiation Fold(Key key, IEnumerable<Fact> facts) =>
        facts.Aggregate(new Negotiation { Key = key }, (negotiation, fact) => negotiation.With(fact));

    /// <summary>The state with one more fact; a fact that is none of a negotiation's changes nothing.</summary>
    public Negotiation With(Fact fact) => fact switch
    {
        NegotiationOpened opened => this with { Opened = WorldOrder.Later(Opened, opened) },
        ActorAdded added => With(added.Actor, actor => actor with { Added = WorldOrder.Later(actor.Added, added) }),
        ActorChanged changed => With(changed.Actor, actor => actor with { Changes = actor.Changes.Add(changed).Sort(ByStart) }),
        _ => this,
    };

    /// <summary>Whether an actor or member is known.</summary>
    public bool Knows(ActorKey actor) => Actors.GetValueOrDefault(actor.ToString())?.Added is not null;

    private Negotiation With(ActorKey key, Func<Actor, Actor> change) =>
        this with { Actors = Actors.SetItem(key.ToString(), change(Actors.GetValueOrDefault(key.ToString(), new Actor()))) };

    private static int ByStart(ActorChanged left, ActorChanged right) =>
        WorldOrder.Compare((left.From.Moment, left.Id), (right.From.Moment, right.Id));
}

/// <summary>An actor or a member of one, with what changed about it.</summary>
/// <param name="Added">The fact that added it; null while only a change is known.</param>
public sealed record Actor(ActorAdded? Added = null)
{
    /// <summary>Its changes, by the date from which they hold.</summary>
    public ImmutableArray<ActorChanged> Changes { get; init; } = [];

    /// <summary>Its latest name.</summary>
    public string? Name => Changes.LastOrDefault(change => change.Name is not null)?.Name ?? Added?.Name;

    /// <summary>Its latest role.</summary>
    public Role? Role => Changes.LastOrDefault(change => change.Role is not null)?.Role ?? Added?.Role;

    /// <summary>The office that it holds, where one is recorded.</summary>
    public string? Office => Changes.LastOrDefault(change => change.Office is not null)?.Office;
}
