using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Talks;

/// <summary>Records that a planned meeting was put off.</summary>
public sealed record PostponeRound : TrackCommand
{
    /// <summary>The round's id.</summary>
    public required Key Round { get; init; }

    /// <summary>Who put it off.</summary>
    public ActorKey? By { get; init; }

    /// <summary>When it is to be held instead.</summary>
    public Occurrence? Planned { get; init; }

    /// <summary>Why, up to 2,000 characters.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Round, Round);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Holds("round", new Thing(ThingKind.Round, Round)),
        .. context.Knows("by", By),
        .. Checks.Text("reason", Reason, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new RoundPostponed(Round, By, Planned, Reason);
}
