using System.Collections.Immutable;
using Negotiations.Domain.Agreements;
using Negotiations.Domain.Ceasefires;
using Negotiations.Domain.Children;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Context;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Proposals;
using Negotiations.Domain.Talks;

namespace Negotiations.Domain.Tracks;

// The fold: from facts to the state of a track.
public sealed partial record Track
{
    /// <summary>The fold: a track's facts, in any order, to its state from a viewpoint.</summary>
    public static Track Fold(Key negotiation, Key key, IEnumerable<Fact> facts, Viewpoint? viewpoint = null)
    {
        var from = viewpoint ?? Viewpoint.Now;
        var held = from.Held(facts);
        var known = from.Known(held);
        return known.Where(from.Happened).Aggregate(Before(negotiation, key, known, held), (track, fact) => track.Place(fact));
    }

    /// <summary>
    /// A track without facts, whose corrections and moved things are known already; <see cref="Place"/> adds the facts, in any order.
    /// </summary>
    public static Track Before(Key negotiation, Key key, Corrections corrections, ImmutableSortedDictionary<Thing, bool> moved) =>
        new() { Negotiation = negotiation, Key = key, Corrections = corrections, Moved = moved };

    /// <summary>A track without facts, with what the known facts correct and move.</summary>
    internal static Track Before(Key negotiation, Key key, IReadOnlyCollection<Fact> known, IEnumerable<Fact> held)
    {
        var (corrections, moves) = (Corrections.Of(known, held), new Moves(key));
        foreach (var fact in known) moves.Add(fact);
        return Before(negotiation, key, corrections, moves.Under(corrections));
    }

    /// <summary>Whether a further fact changes what earlier ones count for, so that all must be folded again.</summary>
    public bool NeedsRefold(Fact fact) =>
        fact.Corrects().Any(correction => correction.Kind != CorrectionKind.Confirmed) || Corrections.Of(fact.Id) != FactStanding.Counts
        || (fact.About is { } thing
            && (fact.Makes is null ? Moves.IsCarried(fact, Key) && !Moved.ContainsKey(thing) : !fact.Tracks.Contains(Key)
            || Moved.ContainsKey(thing) || Elsewhere.Contains(thing)));

    /// <summary>The state with one more fact that needs no refold.</summary>
    public Track With(Fact fact) => (this with { Corrections = Corrections.With(fact) }).Place(fact);

    /// <summary>The state with one more fact whose corrections are known already.</summary>
    public Track Place(Fact fact)
    {
        var standing = Corrections.Of(fact.Id);
        // What came of a proposal is known where the proposal is, wherever it counts itself.
        if (!CountsHere(fact))
        {
            var track = fact.Makes is { } thing ? this with { Elsewhere = Elsewhere.Add(thing) } : this;
            return standing == FactStanding.Counts ? track.WithOutcome(fact) : track;
        }
        return standing switch
        {
            FactStanding.Counts => Count(fact),
            FactStanding.Contested => (this with { Contested = Contested.SetItem(fact.Id, fact.WithoutDetails()) })
                .WithClaims(fact, isContested: true),
            _ => this,
        };
    }

    // What is said of a thing moves with the thing. Of a fact that was carried without a thing, only its corrections matter.
    private bool CountsHere(Fact fact) =>
        (fact.Makes is not null || !fact.AlsoOn.Contains(Key))
            && (fact.About is { } thing && Moved.TryGetValue(thing, out var isHere) ? isHere : fact.Tracks.Contains(Key)
            || (fact.About is null && fact.Corrects().Any()));

    private Track Count(Fact fact)
    {
        // The snapshot must not grow with incidents, of which there may be many thousands on a track.
        if (fact is IncidentReported) return this;
        // Few positions are kept of many, so they lose details only when kept.
        var track = WithSource(fact).Keep(fact is PositionStated ? fact : fact.WithoutDetails()).WithOutcome(fact)
            .WithClaims(fact, isContested: false);
        if (fact.IsMovement && ReferenceEquals(WorldOrder.Later(LastMovement, fact), fact))
            track = track with { LastMovement = fact.WithoutDetails() };
        return fact.IsActivity && Activity.With(fact) is var activity && activity != Activity ? track with { Activity = activity }
            : track;
    }

    private Track WithSource(Fact fact)
    {
        // Who corrects, confirms or decides tells nothing new of the world.
        if (fact.IsSetup || !fact.ObeysWorldTime || fact.Report?.Source.Speaker is not { } source) return this;
        var (low, high) = (0, Sources.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(Sources[middle].Source, source) < 0) low = middle + 1;
            else high = middle;
        }
        var start = new SourceStart(source, fact.Day());
        return low == Sources.Length || Sources[low].Source != source ? this with { Sources = Sources.Insert(low, start) }
            : start.Day < Sources[low].Day ? this with { Sources = Sources.SetItem(low, start) } : this;
    }

    private Track WithOutcome(Fact fact) => fact is not { CameOf: { } proposal, Makes: { } thing } ? this
        : With(proposal, (Proposal known) => known with
        {
            Outcomes = known.Outcomes.SetItem(fact.Id,
                new ProposalOutcome(thing, fact.Occurred, fact is not RoundScheduled { Status: RoundStatus.Proposed })),
        });

    private Track WithClaims(Fact fact, bool isContested)
    {
        var claims = fact.Claims(isContested).Where(claim => IsKept(claim.Measure) && IsOwn(claim.Measure, fact)).Aggregate(Claims, Insert);
        return claims == Claims ? this : this with { Claims = claims };
    }

    private Track Keep(Fact fact) => fact switch
    {
        TrackOpened opened => this with { Opened = WorldOrder.Later(Opened, opened) },
        TrackChanged changed => this with { Changes = KnowledgeOrder.Insert(Changes, changed) },
        CoverageRecorded covered => this with { Coverage = Coverage.SetItem(covered.Id, covered) },
        TrackSuspended suspended =>
            this with { Lifecycle = Lifecycle with { Suspended = WorldOrder.Later(Lifecycle.Suspended, suspended) } },
        TrackResumed resumed => this with { Lifecycle = Lifecycle with { Resumed = WorldOrder.Later(Lifecycle.Resumed, resumed) } },
        TrackClosed closed => this with { Lifecycle = Lifecycle with { Closed = WorldOrder.Later(Lifecycle.Closed, closed) } },
        RoundScheduled planned => With(planned.Round, round => round with { Scheduled = WorldOrder.Later(round.Scheduled, planned) }),
        RoundPostponed postponed => With(postponed.Round,
            round => round with { Postponements = WorldOrder.Insert(round.Postponements, postponed) }),
        TalksHeld held => With(held.Round, round => round with { Held = WorldOrder.Later(round.Held, held) }),
        MemoReceived received => With(received.Memo, (Memo memo) => memo with { Received = WorldOrder.Later(memo.Received, received) }),
        MemoAnswered answer => With(answer.Memo, (Memo memo) => memo with { Answers = WorldOrder.Insert(memo.Answers, answer) }),
        PositionStated position => this with { Positions = Latest(Positions, position.Standpoint, position) },
        ProposalMade made => With(made.Proposal, (Proposal proposal) => proposal with { Made = WorldOrder.Later(proposal.Made, made) }),
        ProposalAnswered answer => With(answer.Proposal,
            (Proposal proposal) => proposal with { Answers = WorldOrder.Insert(proposal.Answers, answer) }),
        ProposalWithdrawn withdrawn => With(withdrawn.Proposal,
            (Proposal proposal) => proposal with { Withdrawn = WorldOrder.Later(proposal.Withdrawn, withdrawn) }),
        ChildListSubmitted list => this with { ChildLists = Latest(ChildLists, list.List, list) },
        ChildCasesReviewed reviewed => this with { Reviews = Reviews.SetItem(reviewed.Id, reviewed) },
        ChildrenReturned returned => this with { Returns = Returns.SetItem(returned.Id, returned) },
        ExchangeAgreed agreed => With(agreed.Exchange, exchange => exchange with { Agreed = WorldOrder.Later(exchange.Agreed, agreed) }),
        ExchangePostponed postponed =>
            With(postponed.Exchange, exchange => exchange with { Postponed = WorldOrder.Later(exchange.Postponed, postponed) }),
        ExchangeStageCompleted stage =>
            With(stage.Exchange, exchange => exchange with { Stages = Latest(exchange.Stages, stage.Stage, stage) }),
        CommitmentMade made => With(made.Commitment, commitment => commitment with { Made = WorldOrder.Later(commitment.Made, made) }),
        CommitmentAssessed { Exchange: { } exchange } assessed =>
            With(exchange, (Exchange held) => held with { Assessments = WorldOrder.Insert(held.Assessments, assessed) }),
        CommitmentAssessed { Commitment: { } commitment } assessed =>
            With(commitment, (Commitment held) => held with { Assessments = WorldOrder.Insert(held.Assessments, assessed) }),
        AgreementSigned signed =>
            With(signed.Agreement, agreement => agreement with { Signed = WorldOrder.Later(agreement.Signed, signed) }),
        AgreementJoined joined =>
            With(joined.Agreement, agreement => agreement with { Joined = WorldOrder.Insert(agreement.Joined, joined) }),
        AgreementAmended amended =>
            With(amended.Agreement, agreement => agreement with { Amended = WorldOrder.Insert(agreement.Amended, amended) }),
        AgreementEnded ended => With(ended.Agreement, agreement => agreement with { Ends = WorldOrder.Insert(agreement.Ends, ended) }),
        CeasefireDeclared declared =>
            With(declared.Ceasefire, ceasefire => ceasefire with { Declared = WorldOrder.Later(ceasefire.Declared, declared) }),
        CeasefireEnded ended => With(ended.Ceasefire, ceasefire => ceasefire with { Ended = WorldOrder.Later(ceasefire.Ended, ended) }),
        CeasefireViolated violated => With(violated.Ceasefire, ceasefire => ceasefire with
        {
            FirstViolation = WorldOrder.Earlier(ceasefire.FirstViolation, violated),
            LastViolation = WorldOrder.Later(ceasefire.LastViolation, violated),
            Reports = ceasefire.Reports + 1,
        }),
        ClaimsReconciled reconciled when IsKept(reconciled.Measure) =>
            With(reconciled.Measure, kept => kept with { Reconciled = KnowledgeOrder.Later(kept.Reconciled, reconciled) }),
        ReconciliationReopened reopened when IsKept(reopened.Measure) =>
            With(reopened.Measure, kept => kept with { Reopened = KnowledgeOrder.Later(kept.Reopened, reopened) }),
        FactDenied denied => this with { Denials = Denials.SetItem(denied.Id, denied) },
        // The fold keeps what they say elsewhere (claims, corrections, movement) or not at all (context, notices).
        LegalActionNoted or DeadlinePassed or FigureClaimed or ClaimsReconciled or ReconciliationReopened
            or FactConfirmed or FactRetracted or FactReinstated => this,
        _ => throw new ArgumentException($"a track does not fold {fact.GetType().Name}", nameof(fact)),
    };

    private static bool IsKept(Measure measure) => measure is not IncidentMeasure;

    // What a round meant for a track is claimed on that track and on the home track of the talks.
    private bool IsOwn(Measure measure, Fact fact) =>
        measure is not OutcomeMeasure outcome || outcome.Track == Key || fact.Tracks[0] == Key;
}
