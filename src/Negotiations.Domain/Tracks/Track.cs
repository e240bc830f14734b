using System.Collections.Immutable;
using Negotiations.Domain.Agreements;
using Negotiations.Domain.Ceasefires;
using Negotiations.Domain.Children;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Proposals;
using Negotiations.Domain.Talks;

namespace Negotiations.Domain.Tracks;

/// <summary>
/// The state of one line of diplomacy: a fold of its facts. It keeps what decisions and status need, and nothing that depends on today.
/// Facts may be folded in any order, with the same result: each part keeps what is latest in world order, or a sorted set.
/// The members' names are what is stored; a change of shape needs a refold of what is stored.
/// </summary>
public sealed partial record Track : ITrackState
{
    /// <summary>The negotiation that it belongs to.</summary>
    public required Key Negotiation { get; init; }

    /// <summary>Its key within the negotiation.</summary>
    public required Key Key { get; init; }

    /// <summary>The fact that opened it.</summary>
    public TrackOpened? Opened { get; init; }

    /// <summary>The corrections of its title, subject and level, in the order in which they became known.</summary>
    public ImmutableArray<TrackChanged> Changes { get; init; } = [];

    /// <summary>Its title as it was last corrected; null while it is not opened.</summary>
    public string? Title => Changes.LastOrDefault(change => change.Title is not null)?.Title ?? Opened?.Title;

    /// <summary>Its subject as it was last corrected; null while it is not opened.</summary>
    public Subject? Subject => Changes.LastOrDefault(change => change.Subject is not null)?.Subject ?? Opened?.Subject;

    /// <summary>Its level as it was last corrected; null where it has none.</summary>
    public TrackLevel? Level => Changes.LastOrDefault(change => change.Level is not null)?.Level ?? Opened?.Level;

    /// <inheritdoc/>
    public bool IsOpened => Opened is not null;

    /// <summary>Whether it is on hold or closed.</summary>
    public TrackLifecycle Lifecycle { get; init; } = new();

    /// <summary>Rounds of talks by id.</summary>
    public ImmutableSortedDictionary<Key, Round> Rounds { get; init; } = ImmutableSortedDictionary<Key, Round>.Empty;

    /// <summary>Papers by id.</summary>
    public ImmutableSortedDictionary<Key, Memo> Memos { get; init; } = ImmutableSortedDictionary<Key, Memo>.Empty;

    /// <summary>The latest position of each actor on each thing.</summary>
    public ImmutableSortedDictionary<Standpoint, PositionStated> Positions { get; init; } =
        ImmutableSortedDictionary<Standpoint, PositionStated>.Empty;

    /// <summary>Offers on the table and what became of them, by id.</summary>
    public ImmutableSortedDictionary<Key, Proposal> Proposals { get; init; } = ImmutableSortedDictionary<Key, Proposal>.Empty;

    /// <summary>Lists of children by id.</summary>
    public ImmutableSortedDictionary<Key, ChildListSubmitted> ChildLists { get; init; } =
        ImmutableSortedDictionary<Key, ChildListSubmitted>.Empty;

    /// <summary>Reviews of cases on lists of children, by fact id.</summary>
    public ImmutableSortedDictionary<Guid, ChildCasesReviewed> Reviews { get; init; } =
        ImmutableSortedDictionary<Guid, ChildCasesReviewed>.Empty;

    /// <summary>Returns of children, by fact id.</summary>
    public ImmutableSortedDictionary<Guid, ChildrenReturned> Returns { get; init; } =
        ImmutableSortedDictionary<Guid, ChildrenReturned>.Empty;

    /// <summary>Exchanges by id.</summary>
    public ImmutableSortedDictionary<Key, Exchange> Exchanges { get; init; } = ImmutableSortedDictionary<Key, Exchange>.Empty;

    /// <summary>Commitments by id.</summary>
    public ImmutableSortedDictionary<Key, Commitment> Commitments { get; init; } = ImmutableSortedDictionary<Key, Commitment>.Empty;

    /// <summary>Agreements by id.</summary>
    public ImmutableSortedDictionary<Key, Agreement> Agreements { get; init; } = ImmutableSortedDictionary<Key, Agreement>.Empty;

    /// <summary>Ceasefires by id.</summary>
    public ImmutableSortedDictionary<Key, Ceasefire> Ceasefires { get; init; } = ImmutableSortedDictionary<Key, Ceasefire>.Empty;

    /// <summary>Claims by measure, each list in world order. Those about incidents stay with their facts.</summary>
    public ImmutableSortedDictionary<Measure, ImmutableArray<Claim>> Claims { get; init; } =
        ImmutableSortedDictionary<Measure, ImmutableArray<Claim>>.Empty;

    /// <summary>What was decided on conflicting claims, by measure.</summary>
    public ImmutableSortedDictionary<Measure, Reconciliation> Reconciliations { get; init; } =
        ImmutableSortedDictionary<Measure, Reconciliation>.Empty;

    /// <summary>What facts say of other facts.</summary>
    public Corrections Corrections { get; init; } = Corrections.None;

    /// <summary>Things that came from other tracks or left for them, and whether what is said of each counts here.</summary>
    public ImmutableSortedDictionary<Thing, bool> Moved { get; init; } = ImmutableSortedDictionary<Thing, bool>.Empty;

    /// <summary>Facts that a second voice denies, by fact id.</summary>
    public ImmutableSortedDictionary<Guid, Fact> Contested { get; init; } = ImmutableSortedDictionary<Guid, Fact>.Empty;

    /// <summary>The denials of facts, by the denial's id.</summary>
    public ImmutableSortedDictionary<Guid, FactDenied> Denials { get; init; } = ImmutableSortedDictionary<Guid, FactDenied>.Empty;

    /// <summary>What its sources cover, by fact id.</summary>
    public ImmutableSortedDictionary<Guid, CoverageRecorded> Coverage { get; init; } =
        ImmutableSortedDictionary<Guid, CoverageRecorded>.Empty;

    /// <summary>Since when each source reports on it, incidents aside, by source.</summary>
    public ImmutableArray<SourceStart> Sources { get; init; } = [];

    /// <summary>When talks, papers, positions and proposals kept it active.</summary>
    public TrackActivity Activity { get; init; } = TrackActivity.None;

    /// <summary>The last fact that moved it; null while none did.</summary>
    public Fact? LastMovement { get; init; }

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
        (Key key, var part) when part == typeof(Proposal) => Proposals.GetValueOrDefault(key) as T,
        (Key key, var part) when part == typeof(Agreement) => Agreements.GetValueOrDefault(key) as T,
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
