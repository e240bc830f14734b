using System.Collections.Immutable;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Setup;

/// <summary>A negotiation is followed from now on.</summary>
/// <param name="Title">Its name for readers.</param>
/// <param name="Summary">What it is about.</param>
public sealed record NegotiationOpened(string Title, string? Summary) : Fact
{
    // Older than those of other facts: written also while there are none.
    /// <inheritdoc/>
    public override ImmutableSortedDictionary<string, string> ExternalIds { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool IsSetup => true;

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Title, Summary];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) => $"The negotiation “{Title}” is opened";
}
