using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>A reconciliation no longer holds.</summary>
/// <param name="Measure">The address of the number.</param>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record ReconciliationReopened(Measure Measure, string Reason) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => Measure.Names;

    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool ObeysWorldTime => false;

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Reason];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) => $"A decision is open again: {MeasureWords.Of(Measure, narrator)} ({Reason})";
}
