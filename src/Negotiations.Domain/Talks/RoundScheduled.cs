using System.Collections.Immutable;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Talks;

/// <summary>A meeting of delegations was proposed or agreed.</summary>
/// <param name="Round">The round's id.</param>
/// <param name="Planned">When it is to be held.</param>
/// <param name="Status">Whether the others agreed to it.</param>
/// <param name="By">Who proposed it; none when it is not said.</param>
/// <param name="Venue">Where it is to be held.</param>
/// <param name="Format">How the delegations are to meet.</param>
public sealed record RoundScheduled(
    Key Round, Occurrence Planned, RoundStatus Status, ImmutableArray<ActorKey> By, Venue? Venue, RoundFormat? Format) : Fact
{
    /// <summary>The proposal that it came of; null where none is named.</summary>
    public Key? Proposal { get; init; }

    /// <inheritdoc/>
    public override Key? CameOf => Proposal;

    /// <inheritdoc/>
    public override IEnumerable<Thing> AlsoNames() => Proposal is null ? [] : [new Thing(ThingKind.Proposal, Proposal)];

    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Round, Round);

    /// <inheritdoc/>
    public override bool IsPlan => true;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => By;

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Venue?.Name];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        (Status, By) switch
        {
            (RoundStatus.Proposed, not []) => $"{narrator.Do(By, "proposes", "propose")} round {Round}",
            (RoundStatus.Agreed, not []) => $"Round {Round}, proposed by {narrator.Names(By)}, is agreed",
            _ => $"Round {Round} is {Words.Of(Status)}",
        } + $" for {Planned}{With(" in ", Venue?.Name)}";
}
