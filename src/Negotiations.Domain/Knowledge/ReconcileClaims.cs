using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>Records which value to use for a measure, why, and which claims were considered.</summary>
public sealed record ReconcileClaims : TrackCommand
{
    /// <summary>The address of the number.</summary>
    public required Measure Measure { get; init; }

    /// <summary>The value to use.</summary>
    public required ClaimValue Value { get; init; }

    /// <summary>The facts whose claims were considered; at least one.</summary>
    public required ImmutableArray<Guid> Considered { get; init; }

    /// <summary>Why, up to 2,000 characters.</summary>
    public required string Rationale { get; init; }

    /// <inheritdoc/>
    public override bool IsEditorial => true;

    /// <inheritdoc/>
    public override Thing? Names => Measure.Thing;

    /// <inheritdoc/>
    public override ImmutableArray<Guid> Facts => Considered;

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.HoldsMeasure(Measure),
        .. MeasureChecks.Fits(Measure, Value),
        .. context.SaysWhichWay(Measure, Value),
        .. Value.Quantity?.Form == QuantityForm.Unknown ? [Refusal.Rule("no-value", "value", "a decision names the value to use")]
            : Array.Empty<Refusal>(),
        .. Checks.Count("considered", Considered, 1),
        .. Checks.Distinct("considered", Considered),
        .. Considered.SelectMany((fact, i) => context.Exists($"considered[{i}]", fact)),
        .. Checks.Text("rationale", Rationale, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new ClaimsReconciled(Measure, Value, Considered, Rationale);
}
