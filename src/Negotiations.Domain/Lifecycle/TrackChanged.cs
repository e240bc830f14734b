using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Lifecycle;

/// <summary>A track's title, subject or level was corrected.</summary>
/// <param name="Title">The new title; null when it stays.</param>
/// <param name="Subject">The new subject; null when it stays.</param>
/// <param name="Level">The new level; null when it stays.</param>
public sealed record TrackChanged(string? Title, Subject? Subject, TrackLevel? Level) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool ObeysWorldTime => false;

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Title];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) => $"{Narrator.Sentence(ToldTracks())} {Narrator.List(
        [.. new[] { Title is null ? null : $"is titled “{Title}”", Subject is null ? null : $"is about {Words.Plain(Subject.Value)}",
            Level is null ? null : $"has the level {Words.Plain(Level.Value)}" }.OfType<string>().DefaultIfEmpty("is changed")])}";
}
