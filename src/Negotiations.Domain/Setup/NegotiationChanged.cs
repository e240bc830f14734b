using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Setup;

/// <summary>A negotiation's title or summary was corrected.</summary>
/// <param name="Title">The new title; null when it stays.</param>
/// <param name="Summary">The new summary; null when it stays.</param>
public sealed record NegotiationChanged(string? Title, string? Summary) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool ObeysWorldTime => false;

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Title, Summary];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        Title is null ? "The negotiation has another summary" : $"The negotiation is titled “{Title}”";
}
