using System.Collections.Immutable;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Commitments;

/// <summary>Something other than an exchange was promised.</summary>
/// <param name="Commitment">The commitment's id.</param>
/// <param name="By">Who owes it; one or more.</param>
/// <param name="To">To whom; none when it is not said.</param>
/// <param name="What">What was promised, up to 2,000 characters.</param>
/// <param name="Due">By when; null is never overdue.</param>
/// <param name="Condition">What it depends on, up to 2,000 characters; until that is met it is never overdue.</param>
public sealed record CommitmentMade(
    Key Commitment, ImmutableArray<ActorKey> By, ImmutableArray<ActorKey> To, string What, Occurrence? Due, string? Condition) : Fact
{
    /// <summary>The proposal that it came of; null where none is named.</summary>
    public Key? Proposal { get; init; }

    /// <inheritdoc/>
    public override Key? CameOf => Proposal;

    /// <inheritdoc/>
    public override IEnumerable<Thing> AlsoNames() => Proposal is null ? [] : [new Thing(ThingKind.Proposal, Proposal)];

    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Commitment, Commitment);

    /// <inheritdoc/>
    public override string? TitleOfMade() => What;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [.. By, .. To];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [What, Condition];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{narrator.Do(By, "promises", "promise")}{(To is [] ? "" : $" {narrator.Names(To)}")}: {What}{With(" (due ", Due?.Text, ")")}"
        + With(" (condition: ", Condition, ")");
}
