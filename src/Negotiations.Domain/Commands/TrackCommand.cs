using System.Collections.Immutable;

namespace Negotiations.Domain.Commands;

/// <summary>A command about one or more tracks: it says when, and who says so.</summary>
public abstract record TrackCommand : Command
{
    /// <summary>The tracks that it concerns, the home track first.</summary>
    public required ImmutableArray<Key> Tracks { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Key> Concerns => Tracks;
}
