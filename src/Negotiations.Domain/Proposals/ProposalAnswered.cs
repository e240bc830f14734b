using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Proposals;

/// <summary>Somebody answered an offer on the table.</summary>
/// <param name="Proposal">The proposal's id.</param>
/// <param name="By">Who answered.</param>
/// <param name="Answer">How.</param>
/// <param name="Counter">The proposal that was made instead; null where none is known.</param>
/// <param name="Text">What was said, up to 2,000 characters.</param>
public sealed record ProposalAnswered(Key Proposal, ActorKey By, ProposalAnswer Answer, Key? Counter, string? Text) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Proposal, Proposal);

    /// <inheritdoc/>
    public override IEnumerable<Thing> AlsoNames() => Counter is null ? [] : [new Thing(ThingKind.Proposal, Counter)];

    /// <inheritdoc/>
    public override bool IsActivity => true;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [By];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Text];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{narrator.Name(By)} {Answer switch
        {
            ProposalAnswer.Accepted => "accepts",
            ProposalAnswer.Rejected => "rejects",
            ProposalAnswer.Countered => "answers",
            _ => "is reviewing",
        }} {narrator.Called(Names!.Value)}"
        + (Answer != ProposalAnswer.Countered ? ""
            : $" with {(Counter is null ? "another proposal" : narrator.Called(new Thing(ThingKind.Proposal, Counter)))}")
        + With(": ", Text);
}
