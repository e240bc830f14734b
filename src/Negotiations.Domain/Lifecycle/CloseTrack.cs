using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Lifecycle;

/// <summary>Records that a line of diplomacy has ended.</summary>
public sealed record CloseTrack : TrackCommand
{
    /// <summary>How.</summary>
    public required TrackOutcome Outcome { get; init; }

    /// <summary>Why, up to 2,000 characters.</summary>
    public required string Reason { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. Checks.Text("reason", Reason, Checks.TextLimit),
        .. context.Tracks.Where(track => track.Find<TrackLifecycle>()!.Without(context.Replaces).Last is TrackClosed).Select(track =>
            Refusal.Conflict("track-closed", null, $"the track '{track.Key}' is closed already")),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new TrackClosed(Outcome, Reason);
}
