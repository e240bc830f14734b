using Negotiations.Domain;
using Negotiations.Service.Access;

namespace Negotiations.Service.Recording;

/// <summary>Records that a reconciliation no longer holds.</summary>
public sealed record ReopenReconciliation : TrackCommand
{
    /// <summary>The address of the number.</summary>
    public required Measure Measure { get; init; }

    /// <summary>Why, up to 2,000 characters.</summary>
    public required string Reason { get; init; }

    /// <inheritdoc/>
    public override Rights Needs => Rights.Edit;

    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => Checks.Named(Measure);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
    [
        .. situation.Tracks.Any(track => track.Reconciliations.GetValueOrDefault(Measure.Text)?.Standing is not null) || Measure.Kind == MeasureKind.Incident
            ? Array.Empty<Refusal>()
            : [Refusal.Conflict("not-reconciled", "measure", $"no reconciliation of '{Measure}' stands on {string.Join(", ", Tracks)}")],
        .. Checks.Text("reason", Reason, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new ReconciliationReopened(Measure, Reason);
}
