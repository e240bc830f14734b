using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Proposals;

/// <summary>Records that somebody answered an offer on the table.</summary>
public sealed record RecordProposalAnswer : TrackCommand
{
    /// <summary>The proposal's id.</summary>
    public required Key Proposal { get; init; }

    /// <summary>Who answered.</summary>
    public required ActorKey By { get; init; }

    /// <summary>How.</summary>
    public required ProposalAnswer Answer { get; init; }

    /// <summary>The proposal that was made instead, with the answer <c>countered</c>; it must be known.</summary>
    public Key? Counter { get; init; }

    /// <summary>What was said, in neutral words, up to 2,000 characters.</summary>
    public string? Text { get; init; }

    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Proposal, Proposal);

    /// <inheritdoc/>
    [JsonIgnore]
    public override ImmutableArray<Thing> AlsoNames => Counter is null ? [] : [new Thing(ThingKind.Proposal, Counter)];

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Holds("proposal", new Thing(ThingKind.Proposal, Proposal)),
        .. context.Knows("by", By),
        .. Checks.Text("text", Text, Checks.TextLimit),
        .. Counter is null ? []
            : Counter == Proposal ? [Refusal.Rule("counters-itself", "counter", "a proposal is no answer to itself")]
            : Answer != ProposalAnswer.Countered
            ? [Refusal.Rule("no-counter", "counter", "a counter-proposal goes with the answer 'countered'")]
            : context.Holds("counter", new Thing(ThingKind.Proposal, Counter)),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new ProposalAnswered(Proposal, By, Answer, Counter, Text);
}
