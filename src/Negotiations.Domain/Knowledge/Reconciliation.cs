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

    /// <summary>The decision as it would be without a fact that is about to be replaced.</summary>
    public Reconciliation Without(Guid? fact) =>
        new(Reconciled?.Id == fact ? null : Reconciled, Reopened?.Id == fact ? null : Reopened);
}
