using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Lifecycle;

/// <summary>Records that a line of diplomacy was put on hold.</summary>
public sealed record SuspendTrack : TrackCommand
{
    /// <summary>Who put it on hold.</summary>
    public ActorKey? By { get; init; }

    /// <summary>Why, up to 2,000 characters.</summary>
    public required string Reason { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Knows("by", By),
        .. Checks.Text("reason", Reason, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new TrackSuspended(By, Reason);
}
