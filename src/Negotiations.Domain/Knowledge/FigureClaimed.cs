using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>Somebody gave a value for a measure. Its <c>occurred</c> is the date that the figure describes.</summary>
/// <param name="Measure">The address of the number.</param>
/// <param name="Value">What is claimed.</param>
public sealed record FigureClaimed(Measure Measure, ClaimValue Value) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => Measure.Names;

    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{Voice(narrator, "says", "say")}: {MeasureWords.Of(Measure, Value, narrator)}";

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States() => [(Measure, Value, null)];
}
