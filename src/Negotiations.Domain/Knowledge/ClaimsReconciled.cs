using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>A person decided which value to use for a measure, why, and which claims were considered.</summary>
/// <param name="Measure">The address of the number.</param>
/// <param name="Value">The value to use.</param>
/// <param name="Considered">The facts whose claims were considered.</param>
/// <param name="Rationale">Why, up to 2,000 characters.</param>
public sealed record ClaimsReconciled(Measure Measure, ClaimValue Value, System.Collections.Immutable.ImmutableArray<Guid> Considered,
    string Rationale) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => Measure.Names;

    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool ObeysWorldTime => false;

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Rationale];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"Claims are reconciled: {MeasureWords.Of(Measure, Value, narrator)} ({Rationale})";
}
