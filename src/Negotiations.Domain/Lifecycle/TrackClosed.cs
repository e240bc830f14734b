using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Lifecycle;

/// <summary>A line of diplomacy has ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record TrackClosed(TrackOutcome Outcome, string Reason) : Fact
{
    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Reason];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) => $"Closed as {Words.Of(Outcome)}: {ToldTracks()} ({Reason})";
}
