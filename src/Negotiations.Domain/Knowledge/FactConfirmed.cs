using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>A second voice says the same. The fact is known from its first report.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Text">What was said, up to 2,000 characters.</param>
public sealed record FactConfirmed(Guid Fact, string? Text) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool ObeysWorldTime => false;

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Text];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{Voice(narrator, "confirms", "confirm")}: {narrator.Sentence(Fact)}{With(" (", Text, ")")}";

    /// <inheritdoc/>
    protected override IEnumerable<(Guid Fact, CorrectionKind Kind)> Says() => [(Fact, CorrectionKind.Confirmed)];
}
