using System.Collections.Immutable;
using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that a meeting of delegations was proposed or agreed.</summary>
public sealed record ScheduleRound : TrackCommand
{
    /// <summary>The round's id.</summary>
    public required Key Round { get; init; }

    /// <summary>When it is to be held; may lie in the future.</summary>
    public required Occurrence Planned { get; init; }

    /// <summary>Whether the others agreed to it.</summary>
    public required RoundStatus Status { get; init; }

    /// <summary>Who proposed it.</summary>
    public ImmutableArray<ActorKey> By { get; init; } = [];

    /// <summary>Where it is to be held.</summary>
    public Venue? Venue { get; init; }

    /// <summary>How the delegations are to meet.</summary>
    public RoundFormat? Format { get; init; }

    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Makes => (ThingKind.Round, Round);

    /// <inheritdoc/>
    public override bool IsPlan => true;

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
    [
        .. situation.IsFree("round", ThingKind.Round, Round),
        .. situation.Knows("by", By),
        .. Checks.Venue(Venue),
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new RoundScheduled(Round, Planned, Status, By, Venue, Format);
}
