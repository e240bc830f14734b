using System.Collections.Immutable;
using Negotiations.Domain.Ceasefires;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Talks;

namespace Negotiations.Domain.Tracks;

// The things on a track: who made them, where they are, and what commands may ask of them.
public sealed partial record Track
{
    /// <summary>The facts that made things and count.</summary>
    public IEnumerable<Fact> Makers() =>
        Rounds.Values.SelectMany(round => new Fact?[] { round.Scheduled, round.Held }).Concat(Memos.Values.Select(memo => memo.Received))
            .Concat(ChildLists.Values)
            .Concat(Exchanges.Values.Select(exchange => exchange.Agreed)).Concat(Commitments.Values.Select(commitment => commitment.Made))
            .Concat(Agreements.Values.Select(agreement => agreement.Signed)).Concat(Proposals.Values.Select(proposal => proposal.Made))
            .Concat(Ceasefires.Values.Select(ceasefire => ceasefire.Declared)).OfType<Fact>();

    /// <summary>The facts that make one thing and count: one, or of a round also its plan.</summary>
    public IEnumerable<Fact> Makers(Thing thing) =>
        (thing.Kind == ThingKind.Round && Rounds.GetValueOrDefault(thing.Id) is { } round
            ? new[] { round.Scheduled, (Fact?)round.Held } : [Maker(thing)]).OfType<Fact>();

    /// <summary>The fact that made a thing and counts; null when none does.</summary>
    public Fact? Maker(Thing thing) => thing.Kind switch
    {
        ThingKind.Round => Rounds.GetValueOrDefault(thing.Id) is { } round ? (Fact?)round.Held ?? round.Scheduled : null,
        ThingKind.Memo => Memos.GetValueOrDefault(thing.Id)?.Received,
        ThingKind.List => ChildLists.GetValueOrDefault(thing.Id),
        ThingKind.Exchange => Exchanges.GetValueOrDefault(thing.Id)?.Agreed,
        ThingKind.Commitment => Commitments.GetValueOrDefault(thing.Id)?.Made,
        ThingKind.Agreement => Agreements.GetValueOrDefault(thing.Id)?.Signed,
        ThingKind.Proposal => Proposals.GetValueOrDefault(thing.Id)?.Made,
        ThingKind.Ceasefire => Ceasefires.GetValueOrDefault(thing.Id)?.Declared,
        _ => null,
    };

    /// <summary>The tracks that hold a thing, also one whose making is contested; none when it is not known here.</summary>
    public IEnumerable<Key> HoldersOf(Thing thing) =>
        Maker(thing)?.Holders()
            ?? Contested.Values.FirstOrDefault(contested => contested.Makes == thing)?.Holders()
            ?? Enumerable.Empty<Key>();

    /// <summary>Whether a thing is there only because a fact says so that is denied.</summary>
    public bool IsContested(Thing thing) => Maker(thing) is null && Contested.Values.Any(fact => fact.Makes == thing);

    /// <summary>The denials of a fact that count.</summary>
    public ImmutableArray<FactDenied> DenialsOf(Guid fact) =>
        [.. Corrections.Denials(fact).Select(denial => Denials.GetValueOrDefault(denial)).OfType<FactDenied>()];

    /// <summary>Whether a fact refers to something that no longer counts here: a thing, or a leg that another agreement left out.</summary>
    public bool IsOrphan(Fact fact) =>
        fact?.Names is { } thing && !HasLeft(fact) && (!HoldersOf(thing).Any() || LegsOf(fact).Any(leg =>
        Exchanges.GetValueOrDefault(thing.Id)?.Agreed is { } agreed && agreed.Legs.All(known => known.Leg.Value != leg)));

    private bool HasLeft(Fact fact) =>
        fact.Tracks.Contains(Key) && fact.About is { } thing && Moved.TryGetValue(thing, out var isHere) && !isHere;

    /// <inheritdoc/>
    public bool Holds(Thing thing) => HoldersOf(thing).Any();

    /// <inheritdoc/>
    public FactStanding StandingOf(Guid fact) => Corrections.Of(fact);

    /// <inheritdoc/>
    public T? Find<T>(object? id = null) where T : class => (id, typeof(T)) switch
    {
        (null, var part) when part == typeof(TrackLifecycle) => Lifecycle as T,
        (Key key, var part) when part == typeof(Exchange) => Exchanges.GetValueOrDefault(key) as T,
        (Key key, var part) when part == typeof(Round) => Rounds.GetValueOrDefault(key) as T,
        (Key key, var part) when part == typeof(Ceasefire) => Ceasefires.GetValueOrDefault(key) as T,
        (Measure measure, var part) when part == typeof(Reconciliation) => Reconciliations.GetValueOrDefault(measure) as T,
        _ => throw new ArgumentException($"a track keeps no {typeof(T).Name} of '{id}'", nameof(id)),
    };

    /// <inheritdoc/>
    public IEnumerable<Key> Ids(ThingKind kind) => kind switch
    {
        ThingKind.Round => Rounds.Keys,
        ThingKind.Memo => Memos.Keys,
        ThingKind.List => ChildLists.Keys,
        ThingKind.Exchange => Exchanges.Keys,
        ThingKind.Commitment => Commitments.Keys,
        ThingKind.Agreement => Agreements.Keys,
        ThingKind.Ceasefire => Ceasefires.Keys,
        ThingKind.Proposal => Proposals.Keys,
        _ => [],
    };

    private static IEnumerable<string> LegsOf(Fact fact) => fact switch
    {
        ExchangeStageCompleted stage => stage.Deliveries.Select(delivery => delivery.Leg.Value),
        FigureClaimed { Measure: LegMeasure measure } => [measure.Leg.Value],
        FigureClaimed { Measure: StageMeasure measure } => [measure.Leg.Value],
        _ => [],
    };
}
