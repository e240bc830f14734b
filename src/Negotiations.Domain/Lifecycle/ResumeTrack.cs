using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Lifecycle;

/// <summary>Records that a line of diplomacy goes on.</summary>
public sealed record ResumeTrack : TrackCommand
{
    /// <summary>Why, up to 2,000 characters.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. Checks.Text("reason", Reason, Checks.TextLimit),
        .. context.Tracks.Where(track => track.Find<TrackLifecycle>()!.Without(context.Replaces).Last is null or TrackResumed)
            .Select(track =>
            Refusal.Conflict("not-suspended", null, $"the track '{track.Key}' is neither suspended nor closed")),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new TrackResumed(Reason);
}
