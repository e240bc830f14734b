using System.Collections.Immutable;
using Negotiations.Domain;

namespace Negotiations.Service.Recording;

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
    public override IEnumerable<Refusal> Validate(Situation situation) =>
    [
        .. Checks.Text("title", Title, Checks.TitleLimit),
        .. situation.Tracks[0].Opened is null
            ? Array.Empty<Refusal>()
            : [Refusal.Conflict("track-exists", "track", $"the track '{Track}' exists already; choose another key")],
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new TrackOpened(Title, Subject, Level);
}
