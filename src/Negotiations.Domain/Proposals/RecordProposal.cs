using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Proposals;

/// <summary>Records that an offer was put on the table: it promises nothing until it is accepted, and lapses by its date.</summary>
public sealed record RecordProposal : TrackCommand
{
    /// <summary>The proposal's id.</summary>
    public required Key Proposal { get; init; }

    /// <summary>Who made it; at least one.</summary>
    public required ImmutableArray<ActorKey> By { get; init; }

    /// <summary>To whom.</summary>
    public ImmutableArray<ActorKey> To { get; init; } = [];

    /// <summary>What is proposed.</summary>
    public required ProposalKind Kind { get; init; }

    /// <summary>What it says, in neutral words, up to 2,000 characters.</summary>
    public required string What { get; init; }

    /// <summary>Until when it may be accepted.</summary>
    public Occurrence? ValidUntil { get; init; }

    /// <summary>The thing (<c>exchange/remains-1</c>), actor or position (<c>position/{fact}</c>) that it is about.</summary>
    public Reference? On { get; init; }

    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Proposal, Proposal);

    /// <inheritdoc/>
    [JsonIgnore]
    public override ImmutableArray<Thing> AlsoNames => On is ThingReference { Thing: var thing } ? [thing] : [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override ImmutableArray<Guid> Facts => On is PositionReference { Fact: var position } ? [position] : [];

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.IsFree("proposal", new Thing(ThingKind.Proposal, Proposal)),
        .. context.Knows("by", By, least: 1),
        .. context.Knows("to", To),
        .. Checks.Text("what", What, Checks.TextLimit),
        .. context.Refers("on", On),
        .. ValidUntil?.Latest < Occurred?.Earliest
            ? [Refusal.Rule("empty-range", "validUntil", "it would lapse before it was made")]
            : Array.Empty<Refusal>(),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new ProposalMade(Proposal, By, To, Kind, What, ValidUntil, On);
}
