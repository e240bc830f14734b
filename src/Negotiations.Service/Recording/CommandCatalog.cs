using System.Collections.Frozen;
using Negotiations.Domain.Agreements;
using Negotiations.Domain.Ceasefires;
using Negotiations.Domain.Children;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Context;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Talks;

namespace Negotiations.Service.Recording;

/// <summary>Every command there is, by the name under which it is posted.</summary>
internal static class CommandCatalog
{
    private static readonly FrozenDictionary<string, Type> Commands = new[]
    {
        typeof(OpenNegotiation), typeof(AddActor), typeof(ChangeActor),
        typeof(OpenTrack), typeof(SuspendTrack), typeof(ResumeTrack), typeof(CloseTrack),
        typeof(ScheduleRound), typeof(PostponeRound), typeof(RecordTalks),
        typeof(RecordMemo), typeof(RecordMemoAnswer),
        typeof(RecordPosition),
        typeof(RecordChildList), typeof(RecordChildCaseReview), typeof(RecordChildrenReturned),
        typeof(RecordExchangeAgreement), typeof(RecordExchangeStage), typeof(RecordExchangePostponement),
        typeof(RecordCommitment), typeof(AssessCommitment),
        typeof(RecordAgreement),
        typeof(RecordCeasefire), typeof(RecordCeasefireViolation), typeof(RecordCeasefireEnd),
        typeof(RecordIncident), typeof(RecordLegalAction),
        typeof(ClaimFigure), typeof(ReconcileClaims), typeof(ReopenReconciliation),
        typeof(ConfirmFact), typeof(DenyFact), typeof(RetractFact), typeof(ReinstateFact),
    }.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>The names of all commands.</summary>
    public static IEnumerable<string> Names => Commands.Keys.Order(StringComparer.Ordinal);

    /// <summary>The command of a name; null when there is none.</summary>
    public static Type? Find(string name) => Commands.GetValueOrDefault(name);
}
