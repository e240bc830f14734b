using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Proposals;

/// <summary>Records that an offer was taken back.</summary>
public sealed record WithdrawProposal : TrackCommand
{
    /// <summary>The proposal's id.</summary>
    public required Key Proposal { get; init; }

    /// <summary>Why, up to 2,000 characters.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Proposal, Proposal);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Holds("proposal", new Thing(ThingKind.Proposal, Proposal)),
        .. Checks.Text("reason", Reason, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new ProposalWithdrawn(Proposal, Reason);
}
