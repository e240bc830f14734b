using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>A second voice says that it is not so. The fact is contested: shown under both voices, and moving nothing.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Text">What was said, up to 2,000 characters.</param>
public sealed record FactDenied(Guid Fact, string? Text) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool ObeysWorldTime => false;

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Text];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{Voice(narrator, "denies", "deny")}: {narrator.Sentence(Fact)}{With(" (", Text, ")")}";

    /// <inheritdoc/>
    protected override IEnumerable<(Guid Fact, CorrectionKind Kind)> Says() => [(Fact, CorrectionKind.Denied)];
}
