using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Proposals;

/// <summary>An offer was taken back.</summary>
/// <param name="Proposal">The proposal's id.</param>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record ProposalWithdrawn(Key Proposal, string? Reason) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Proposal, Proposal);

    /// <inheritdoc/>
    public override bool IsActivity => true;

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Reason];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{Narrator.Sentence(narrator.Called(Names!.Value))} is withdrawn{With(": ", Reason)}";
}
