using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that a line of diplomacy has ended.</summary>
public sealed record CloseTrack : TrackCommand
{
    /// <summary>How.</summary>
    public required TrackOutcome Outcome { get; init; }

    /// <summary>Why, up to 2,000 characters.</summary>
    public required string Reason { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
    [
        .. Checks.Text("reason", Reason, Checks.TextLimit),
        .. situation.Tracks.Where(track => track.Lifecycle.Last is TrackClosed).Select(track =>
            Refusal.Conflict("track-closed", null, $"the track '{track.Key}' is closed already")),
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new TrackClosed(Outcome, Reason);
}
