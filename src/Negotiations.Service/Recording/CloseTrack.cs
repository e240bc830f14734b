using Marten;
using Negotiations.Domain;
using Wolverine;

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

/// <summary>Handles <see cref="CloseTrack"/>.</summary>
public static class CloseTrackHandler
{
    /// <summary>Records it, or says why not.</summary>
    public static Task<CommandResult> Handle(CloseTrack command, IDocumentSession session, IMessageContext bus, Recorder recorder, CancellationToken cancellation) =>
        recorder.Record(command, session, bus, cancellation);
}
