using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>Records that a reconciliation no longer holds.</summary>
public sealed record ReopenReconciliation : TrackCommand
{
    /// <summary>The address of the number.</summary>
    public required Measure Measure { get; init; }

    /// <summary>Why, up to 2,000 characters.</summary>
    public required string Reason { get; init; }

    /// <inheritdoc/>
    public override bool IsEditorial => true;

    /// <inheritdoc/>
    public override Thing? Names => Measure.Thing;

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Tracks.Any(track => track.Find<Reconciliation>(Measure)?.Without(context.Replaces).Standing is not null)
            || Measure is IncidentMeasure
            ? Array.Empty<Refusal>()
            : [Refusal.Conflict("not-reconciled", "measure", $"no reconciliation of '{Measure}' stands on {string.Join(", ", Tracks)}")],
        .. Checks.Text("reason", Reason, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new ReconciliationReopened(Measure, Reason);
}
