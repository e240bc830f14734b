using System.Collections.Immutable;
using Negotiations.Domain.Agreements;
using Negotiations.Domain.Ceasefires;
using Negotiations.Domain.Children;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Context;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Proposals;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Talks;

namespace Negotiations.Domain.Catalog;

/// <summary>
/// Every type of fact, with the name under which it is stored and the command that becomes it. A stored name never changes, whatever
/// becomes of the type.
/// </summary>
public static class FactTypes
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<FactType> All { get; } =
    [
        Of<NegotiationOpened, OpenNegotiation>("negotiation_opened", isOfNegotiation: true),
        Of<NegotiationChanged, ChangeNegotiation>("negotiation_changed", isOfNegotiation: true),
        Of<ActorAdded, AddActor>("actor_added", isOfNegotiation: true),
        Of<ActorChanged, ChangeActor>("actor_changed", isOfNegotiation: true),

        Of<TrackOpened, OpenTrack>("track_opened"),
        Of<TrackChanged, ChangeTrack>("track_changed"),
        Of<TrackSuspended, SuspendTrack>("track_suspended"),
        Of<TrackResumed, ResumeTrack>("track_resumed"),
        Of<TrackClosed, CloseTrack>("track_closed"),
        Of<RoundScheduled, ScheduleRound>("round_scheduled"),
        Of<RoundPostponed, PostponeRound>("round_postponed"),
        Of<TalksHeld, RecordTalks>("talks_held"),
        Of<MemoReceived, RecordMemo>("memo_received"),
        Of<MemoAnswered, RecordMemoAnswer>("memo_answered"),
        Of<PositionStated, RecordPosition>("position_stated"),
        Of<ProposalMade, RecordProposal>("proposal_made"),
        Of<ProposalAnswered, RecordProposalAnswer>("proposal_answered"),
        Of<ProposalWithdrawn, WithdrawProposal>("proposal_withdrawn"),
        Of<ChildListSubmitted, RecordChildList>("child_list_submitted"),
        Of<ChildCasesReviewed, RecordChildCaseReview>("child_cases_reviewed"),
        Of<ChildrenReturned, RecordChildrenReturned>("children_returned"),
        Of<ExchangeAgreed, RecordExchangeAgreement>("exchange_agreed"),
        Of<ExchangeStageCompleted, RecordExchangeStage>("exchange_stage_completed"),
        Of<ExchangePostponed, RecordExchangePostponement>("exchange_postponed"),
        Of<CommitmentMade, RecordCommitment>("commitment_made"),
        Of<CommitmentAssessed, AssessCommitment>("commitment_assessed"),
        Of<DeadlinePassed, NoteDeadline>("deadline_passed_v2", formerly: "deadline_passed"),
        Of<AgreementSigned, RecordAgreement>("agreement_signed"),
        Of<AgreementJoined, RecordAgreementJoined>("agreement_joined"),
        Of<AgreementAmended, RecordAgreementAmended>("agreement_amended"),
        Of<AgreementEnded, RecordAgreementEnd>("agreement_ended"),
        Of<CeasefireDeclared, RecordCeasefire>("ceasefire_declared"),
        Of<CeasefireViolated, RecordCeasefireViolation>("ceasefire_violated"),
        Of<CeasefireEnded, RecordCeasefireEnd>("ceasefire_ended"),
        Of<IncidentReported, RecordIncident>("incident_reported"),
        Of<LegalActionNoted, RecordLegalAction>("legal_action_noted"),
        Of<FigureClaimed, ClaimFigure>("figure_claimed"),
        Of<ClaimsReconciled, ReconcileClaims>("claims_reconciled"),
        Of<ReconciliationReopened, ReopenReconciliation>("reconciliation_reopened"),
        Of<CoverageRecorded, RecordCoverage>("coverage_recorded"),
        Of<FactConfirmed, ConfirmFact>("fact_confirmed"),
        Of<FactDenied, DenyFact>("fact_denied"),
        Of<FactRetracted, RetractFact>("fact_retracted"),
        Of<FactReinstated, ReinstateFact>("fact_reinstated"),
    ];

    private static FactType Of<TFact, TCommand>(string storedName, bool isOfNegotiation = false, string? formerly = null)
        where TFact : Fact where TCommand : Command =>
        new(typeof(TFact), storedName, typeof(TCommand), isOfNegotiation) { FormerNames = formerly is null ? [] : [formerly] };
}
