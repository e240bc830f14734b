using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Commitments;

/// <summary>Records that something other than an exchange was promised.</summary>
public sealed record RecordCommitment : TrackCommand
{
    /// <summary>The commitment's id.</summary>
    public required Key Commitment { get; init; }

    /// <summary>Who owes it; at least one.</summary>
    public required ImmutableArray<ActorKey> By { get; init; }

    /// <summary>To whom.</summary>
    public ImmutableArray<ActorKey> To { get; init; } = [];

    /// <summary>What was promised, up to 2,000 characters.</summary>
    public required string What { get; init; }

    /// <summary>By when; without it, it is never overdue.</summary>
    public Occurrence? Due { get; init; }

    /// <summary>What it depends on, up to 2,000 characters.</summary>
    public string? Condition { get; init; }

    /// <summary>The proposal that it came of.</summary>
    public Key? Proposal { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override ImmutableArray<Thing> AlsoNames => Proposal is null ? [] : [new Thing(ThingKind.Proposal, Proposal)];

    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Commitment, Commitment);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.IsFree("commitment", new Thing(ThingKind.Commitment, Commitment)),
        .. context.IsKnown("proposal", ThingKind.Proposal, Proposal),
        .. context.Knows("by", By, least: 1),
        .. context.Knows("to", To),
        .. Checks.Text("what", What, Checks.TextLimit),
        .. Checks.Text("condition", Condition, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) =>
        new CommitmentMade(Commitment, By, To, What, Due, Condition) { Proposal = Proposal };
}
