using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>A retracted fact holds after all.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record FactReinstated(Guid Fact, string Reason) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool ObeysWorldTime => false;

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Reason];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) => $"Reinstated: {narrator.Sentence(Fact)} ({Reason})";

    /// <inheritdoc/>
    protected override IEnumerable<(Guid Fact, CorrectionKind Kind)> Says() => [(Fact, CorrectionKind.Reinstated)];
}
