using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Talks;

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

    /// <summary>The proposal that it came of.</summary>
    public Key? Proposal { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override ImmutableArray<Thing> AlsoNames => Proposal is null ? [] : [new Thing(ThingKind.Proposal, Proposal)];

    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Round, Round);

    /// <inheritdoc/>
    public override bool IsPlan => true;

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.IsFree("round", new Thing(ThingKind.Round, Round)),
        .. context.IsKnown("proposal", ThingKind.Proposal, Proposal),
        .. context.Knows("by", By),
        .. Venue.Check(Venue),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) =>
        new RoundScheduled(Round, Planned, Status, By, Venue, Format) { Proposal = Proposal };
}
