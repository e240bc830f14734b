using System.Collections.Immutable;

namespace Negotiations.Domain;

/// <summary>
/// The state of one line of diplomacy: a fold of its facts. It keeps what decisions and status need, and nothing that depends on today.
/// Facts may be folded in any order, with the same result: each part keeps what is latest in world order, or a sorted set.
/// The members' names are what is stored; a change of shape needs a refold of what is stored.
/// </summary>
public sealed record Track
{
    /// <summary>The negotiation that it belongs to.</summary>
    public required Key Negotiation { get; init; }

    /// <summary>Its key within the negotiation.</summary>
    public required Key Key { get; init; }

    /// <summary>The fact that opened it.</summary>
    public TrackOpened? Opened { get; init; }

    /// <summary>Rounds of talks by id.</summary>
    public ImmutableSortedDictionary<string, Round> Rounds { get; init => field = Ordinal(value); } = Empty<Round>();

    /// <summary>Papers by id.</summary>
    public ImmutableSortedDictionary<string, Memo> Memos { get; init => field = Ordinal(value); } = Empty<Memo>();

    /// <summary>The latest position of each actor, by actor.</summary>
    public ImmutableSortedDictionary<string, PositionStated> Positions { get; init => field = Ordinal(value); } = Empty<PositionStated>();

    /// <summary>Lists of children by id.</summary>
    public ImmutableSortedDictionary<string, ChildListSubmitted> ChildLists { get; init => field = Ordinal(value); } = Empty<ChildListSubmitted>();

    /// <summary>Exchanges by id.</summary>
    public ImmutableSortedDictionary<string, ExchangeAgreed> Exchanges { get; init => field = Ordinal(value); } = Empty<ExchangeAgreed>();

    /// <summary>Commitments by id.</summary>
    public ImmutableSortedDictionary<string, CommitmentMade> Commitments { get; init => field = Ordinal(value); } = Empty<CommitmentMade>();

    /// <summary>Claims by measure, each list in world order. Those about incidents stay with their facts.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<Claim>> Claims { get; init => field = Ordinal(value); } = Empty<ImmutableArray<Claim>>();

    /// <summary>When talks, papers and positions kept it active.</summary>
    public Activity Activity { get; init; } = Activity.None;

    /// <summary>The last thing that moved; null while nothing did.</summary>
    public Movement? LastMovement { get; init; }

    /// <summary>The fold: a track's facts, in any order, to its state.</summary>
    public static Track Fold(Key negotiation, Key key, IEnumerable<Fact> facts) =>
        facts.Aggregate(new Track { Negotiation = negotiation, Key = key }, (track, fact) => track.With(fact));

    /// <summary>The state with one more fact; a fact that is none of a track's changes nothing.</summary>
    public Track With(Fact fact)
    {
        var track = Keep(fact.Gist()) with { Claims = fact.Claims().Where(IsKept).Aggregate(Claims, Insert) };
        if (fact.IsMovement) track = track with { LastMovement = Movement.Later(LastMovement, Movement.Of(fact)) };
        return fact.IsActivity ? track with { Activity = Activity.With(Days.Of(fact.Occurred.Moment)) } : track;
    }

    /// <summary>The fact that made a thing; null when no fact here did.</summary>
    public Fact? Maker(ThingKind kind, Key id) => kind switch
    {
        ThingKind.Round => Rounds.GetValueOrDefault(id.Value) is { } round ? (Fact?)round.Held ?? round.Scheduled : null,
        ThingKind.Memo => Memos.GetValueOrDefault(id.Value)?.Received,
        ThingKind.List => ChildLists.GetValueOrDefault(id.Value),
        ThingKind.Exchange => Exchanges.GetValueOrDefault(id.Value),
        ThingKind.Commitment => Commitments.GetValueOrDefault(id.Value),
        _ => null,
    };

    /// <summary>The ids of the things of a kind that are known here.</summary>
    public IEnumerable<string> Ids(ThingKind kind) => kind switch
    {
        ThingKind.Round => Rounds.Keys,
        ThingKind.Memo => Memos.Keys,
        ThingKind.List => ChildLists.Keys,
        ThingKind.Exchange => Exchanges.Keys,
        ThingKind.Commitment => Commitments.Keys,
        _ => [],
    };

    private Track Keep(Fact fact) => fact switch
    {
        TrackOpened opened => this with { Opened = WorldOrder.Later(Opened, opened) },
        RoundScheduled planned => this with { Rounds = Put(Rounds, planned.Round, new Round(), round => round with { Scheduled = WorldOrder.Later(round.Scheduled, planned) }) },
        TalksHeld held => this with { Rounds = Put(Rounds, held.Round, new Round(), round => round with { Held = WorldOrder.Later(round.Held, held) }) },
        MemoReceived received => this with { Memos = Put(Memos, received.Memo, new Memo(), memo => memo with { Received = WorldOrder.Later(memo.Received, received) }) },
        MemoAnswered answer => this with { Memos = Put(Memos, answer.Memo, new Memo(), memo => memo with { Answer = WorldOrder.Later(memo.Answer, answer) }) },
        PositionStated position => this with { Positions = Latest(Positions, position.Actor.ToString(), position) },
        ChildListSubmitted list => this with { ChildLists = Latest(ChildLists, list.List.Value, list) },
        ExchangeAgreed exchange => this with { Exchanges = Latest(Exchanges, exchange.Exchange.Value, exchange) },
        CommitmentMade commitment => this with { Commitments = Latest(Commitments, commitment.Commitment.Value, commitment) },
        _ => this,
    };

    // The snapshot must not grow with incidents, of which there may be many thousands on a track.
    private static bool IsKept(Claim claim) => claim.Measure.Kind != MeasureKind.Incident;

    private static ImmutableSortedDictionary<string, ImmutableArray<Claim>> Insert(ImmutableSortedDictionary<string, ImmutableArray<Claim>> claims, Claim claim)
    {
        var known = claims.GetValueOrDefault(claim.Measure.Text, []);
        var at = known.BinarySearch(claim);
        return claims.SetItem(claim.Measure.Text, known.Insert(at < 0 ? ~at : at, claim));
    }

    private static ImmutableSortedDictionary<string, T> Put<T>(ImmutableSortedDictionary<string, T> things, Key id, T none, Func<T, T> change) =>
        things.SetItem(id.Value, change(things.GetValueOrDefault(id.Value, none)));

    private static ImmutableSortedDictionary<string, T> Latest<T>(ImmutableSortedDictionary<string, T> things, string id, T fact) where T : Fact =>
        things.SetItem(id, WorldOrder.Later(things.GetValueOrDefault(id), fact));

    private static ImmutableSortedDictionary<string, T> Empty<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, T> Ordinal<T>(ImmutableSortedDictionary<string, T> things) => things.WithComparers(StringComparer.Ordinal);
}
