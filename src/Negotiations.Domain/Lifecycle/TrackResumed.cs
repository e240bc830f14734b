using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Lifecycle;

/// <summary>A line of diplomacy goes on.</summary>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record TrackResumed(string? Reason) : Fact
{
    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Reason];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) => $"Resumed: {ToldTracks()}{With(" (", Reason, ")")}";
}
