using System.Collections.Immutable;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Lifecycle;

/// <summary>Starts following one line of diplomacy.</summary>
public sealed record OpenTrack : Command
{
    /// <summary>Its key within the negotiation.</summary>
    public required Key Track { get; init; }

    /// <summary>Its name for readers, up to 300 characters.</summary>
    public required string Title { get; init; }

    /// <summary>What it is about.</summary>
    public required Subject Subject { get; init; }

    /// <summary>How official it is.</summary>
    public TrackLevel? Level { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Key> Concerns => [Track];

    /// <inheritdoc/>
    public override bool Opens => true;

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. Checks.Text("title", Title, Checks.TitleLimit),
        .. context.Tracks[0].IsOpened
            ? [Refusal.Conflict("track-exists", "track", $"the track '{Track}' exists already; choose another key")]
            : Array.Empty<Refusal>(),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new TrackOpened(Title, Subject, Level);
}
