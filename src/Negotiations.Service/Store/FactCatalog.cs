using Negotiations.Domain;

namespace Negotiations.Service.Store;

/// <summary>Every fact there is, with the name under which it is stored. A stored name never changes, whatever becomes of the type.</summary>
internal static class FactCatalog
{
    private static readonly (Type Fact, string StoredName)[] Negotiation =
    [
        (typeof(NegotiationOpened), "negotiation_opened"),
        (typeof(ActorAdded), "actor_added"),
        (typeof(ActorChanged), "actor_changed"),
    ];

    private static readonly (Type Fact, string StoredName)[] Track =
    [
        (typeof(TrackOpened), "track_opened"),
        (typeof(TrackSuspended), "track_suspended"),
        (typeof(TrackResumed), "track_resumed"),
        (typeof(TrackClosed), "track_closed"),
        (typeof(RoundScheduled), "round_scheduled"),
        (typeof(RoundPostponed), "round_postponed"),
        (typeof(TalksHeld), "talks_held"),
        (typeof(MemoReceived), "memo_received"),
        (typeof(MemoAnswered), "memo_answered"),
        (typeof(PositionStated), "position_stated"),
        (typeof(ChildListSubmitted), "child_list_submitted"),
        (typeof(ChildCasesReviewed), "child_cases_reviewed"),
        (typeof(ChildrenReturned), "children_returned"),
        (typeof(ExchangeAgreed), "exchange_agreed"),
        (typeof(ExchangeStageCompleted), "exchange_stage_completed"),
        (typeof(ExchangePostponed), "exchange_postponed"),
        (typeof(CommitmentMade), "commitment_made"),
        (typeof(CommitmentAssessed), "commitment_assessed"),
        (typeof(DeadlinePassed), "deadline_passed"),
        (typeof(AgreementSigned), "agreement_signed"),
        (typeof(CeasefireDeclared), "ceasefire_declared"),
        (typeof(CeasefireViolated), "ceasefire_violated"),
        (typeof(CeasefireEnded), "ceasefire_ended"),
        (typeof(IncidentReported), "incident_reported"),
        (typeof(LegalActionNoted), "legal_action_noted"),
        (typeof(FigureClaimed), "figure_claimed"),
        (typeof(ClaimsReconciled), "claims_reconciled"),
        (typeof(ReconciliationReopened), "reconciliation_reopened"),
        (typeof(FactConfirmed), "fact_confirmed"),
        (typeof(FactDenied), "fact_denied"),
        (typeof(FactRetracted), "fact_retracted"),
        (typeof(FactReinstated), "fact_reinstated"),
    ];

    /// <summary>Every fact and its stored name.</summary>
    public static IEnumerable<(Type Fact, string StoredName)> All => Negotiation.Concat(Track);

    /// <summary>The facts of a negotiation's own stream.</summary>
    public static IEnumerable<Type> OfNegotiations => Negotiation.Select(entry => entry.Fact);

    /// <summary>The facts of a track's stream.</summary>
    public static IEnumerable<Type> OfTracks => Track.Select(entry => entry.Fact);
}
