using System.Collections.Immutable;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Commitments;

/// <summary>
/// What was awaited by a date had not come when the date passed. Only the system writes it, once for each date, at the deadline's world
/// time: it records only that notice was given. What is overdue is derived from the dates, so a timely reply that is recorded late removes
/// the overdue and leaves this fact.
/// </summary>
/// <param name="Kind">What sort of thing was awaited: a reply to a memo, a round, an exchange or a commitment.</param>
/// <param name="Thing">Its id.</param>
/// <param name="Due">The last day, or the instant, by which it was due.</param>
/// <param name="By">Who owed it when notice was given; none when all did, or for a notice from before this was recorded.</param>
public sealed record DeadlinePassed(ThingKind Kind, Key Thing, Occurrence Due, ImmutableArray<ActorKey> By) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => new Thing(Kind, Thing);

    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => By;

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"The date {Due} passes for {(Kind == ThingKind.Memo ? "the reply to " : "")}{narrator.Called(new Thing(Kind, Thing))}"
        + (By is [] ? "" : $", due from {narrator.Names(By)}");
}
