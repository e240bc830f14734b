using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that a line of diplomacy goes on.</summary>
public sealed record ResumeTrack : TrackCommand
{
    /// <summary>Why, up to 2,000 characters.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
    [
        .. Checks.Text("reason", Reason, Checks.TextLimit),
        .. situation.Tracks.Where(track => track.Lifecycle.Last is null or TrackResumed).Select(track =>
            Refusal.Conflict("not-suspended", null, $"the track '{track.Key}' is neither suspended nor closed")),
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new TrackResumed(Reason);
}
