using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Lifecycle;

/// <summary>A line of diplomacy is followed from now on.</summary>
/// <param name="Title">Its name for readers.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Level">How official it is.</param>
public sealed record TrackOpened(string Title, Subject Subject, TrackLevel? Level) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool IsSetup => true;

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Title];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) => $"The track “{Title}” is opened";
}
