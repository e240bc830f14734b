using System.Collections.Immutable;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Proposals;

/// <summary>An offer was put on the table. It promises nothing until it is accepted, so nobody is overdue with it.</summary>
/// <param name="Proposal">The proposal's id.</param>
/// <param name="By">Who made it; one or more.</param>
/// <param name="To">To whom; none when it is not said.</param>
/// <param name="Kind">What is proposed.</param>
/// <param name="What">What it says, in neutral words, up to 2,000 characters.</param>
/// <param name="ValidUntil">Until when it may be accepted; null when no date was set.</param>
/// <param name="On">The thing, actor or position that it is about.</param>
public sealed record ProposalMade(
    Key Proposal, ImmutableArray<ActorKey> By, ImmutableArray<ActorKey> To, ProposalKind Kind, string What, Occurrence? ValidUntil,
    Reference? On) : Fact
{
    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Proposal, Proposal);

    /// <inheritdoc/>
    public override IEnumerable<Thing> AlsoNames() => On?.Held is { } thing ? [thing] : [];

    /// <inheritdoc/>
    public override IEnumerable<Guid> Mentions() => On is PositionReference { Fact: var position } ? [position] : [];

    /// <inheritdoc/>
    public override bool IsActivity => true;

    /// <inheritdoc/>
    public override string? TitleOfMade() => What;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [.. By, .. To, (On as ActorReference)?.Actor];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [What];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{narrator.Do(By, "proposes", "propose")}{(To is [] ? "" : $" to {narrator.Names(To)}")}{With(" on ", narrator.Called(On))}: "
        + $"{What}{With(" (valid until ", ValidUntil?.Text, ")")}";
}
