using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>A fact was found false: once this is known, it counts as always false.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record FactRetracted(Guid Fact, string Reason) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool ObeysWorldTime => false;

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Reason];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) => $"Withdrawn: {narrator.Sentence(Fact)} ({Reason})";

    /// <inheritdoc/>
    protected override IEnumerable<(Guid Fact, CorrectionKind Kind)> Says() => [(Fact, CorrectionKind.Retracted)];
}
