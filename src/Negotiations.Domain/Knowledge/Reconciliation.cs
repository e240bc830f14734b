using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>What a person decided on conflicting claims for a measure.</summary>
/// <param name="Reconciled">The last decision.</param>
/// <param name="Reopened">The last time that a decision was taken back.</param>
public sealed record Reconciliation(ClaimsReconciled? Reconciled = null, ReconciliationReopened? Reopened = null)
{
    /// <summary>The decision that stands; null when none does.</summary>
    public ClaimsReconciled? Standing =>
        Reconciled is not null && (Reopened is null || KnowledgeOrder.Later<Fact>(Reopened, Reconciled) == Reconciled) ? Reconciled : null;

    /// <summary>This and another of the same number: the later decision, and the later time that one was taken back.</summary>
    public Reconciliation With(Reconciliation other) => new(
        other.Reconciled is null ? Reconciled : KnowledgeOrder.Later(Reconciled, other.Reconciled),
        other.Reopened is null ? Reopened : KnowledgeOrder.Later(Reopened, other.Reopened));

    /// <summary>The decision as it would be without a fact that is about to be replaced.</summary>
    public Reconciliation Without(Guid? fact) =>
        new(Reconciled?.Id == fact ? null : Reconciled, Reopened?.Id == fact ? null : Reopened);
}
