using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Lifecycle;

/// <summary>A line of diplomacy is put on hold.</summary>
/// <param name="By">Who put it on hold; null when nobody says.</param>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record TrackSuspended(ActorKey? By, string Reason) : Fact
{
    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [By];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Reason];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        (By is null ? $"Suspended: {ToldTracks()}" : $"{narrator.Name(By)} suspends {ToldTracks()}") + $" ({Reason})";
}
