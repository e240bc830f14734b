using System.Collections.Immutable;
using Negotiations.Domain.Children;
using Negotiations.Domain.Context;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Tracks;

// The state looked at in other ways: with what is denied, and as it stood on a day.
public sealed partial record Track
{
    /// <summary>
    /// The state with the things whose making is denied, as lists show them. Where a thing stands, what is due and what moved is not to be
    /// read from it.
    /// </summary>
    public Track WithContested() => Contested.Values
        .Where(fact => fact is { Makes: { } thing } and not IncidentReported && Maker(thing) is null)
        .Aggregate(this, (track, fact) => track.Keep(fact));

    /// <summary>Gives the state with what is claimed and decided of one thing alone; all are sorted once.</summary>
    internal Func<Thing, Track> ByThing()
    {
        var (claims, decisions) = (Claims.ToLookup(known => known.Key.Thing), Reconciliations.ToLookup(known => known.Key.Thing));
        return thing => this with
        {
            Claims = Claims.Clear().AddRange(claims[thing]),
            Reconciliations = Reconciliations.Clear().AddRange(decisions[thing]),
        };
    }

    /// <summary>
    /// What is known of one exchange or list of children, as it stood on a day; of a state with what is claimed and decided of it alone.
    /// </summary>
    internal Track On(DateOnly day, Thing thing)
    {
        var end = Days.End(day);
        var exchange = thing.Kind == ThingKind.Exchange ? Exchanges.GetValueOrDefault(thing.Id) : null;
        return Before(Negotiation, Key, Corrections, Moved) with
        {
            Claims = Claims
                .Select(known => KeyValuePair.Create(known.Key, known.Value.RemoveAll(claim => claim.Moment() > end)))
                .Where(known => known.Value is not []).ToImmutableSortedDictionary(),
            Reconciliations = Reconciliations,
            Exchanges = exchange is null ? ImmutableSortedDictionary<Key, Exchange>.Empty
                : ImmutableSortedDictionary<Key, Exchange>.Empty.Add(thing.Id, exchange.Until(end)),
            ChildLists = thing.Kind == ThingKind.List ? ChildLists : ImmutableSortedDictionary<Key, ChildListSubmitted>.Empty,
            Contested = Contested,
            Denials = Denials,
        };
    }
}
