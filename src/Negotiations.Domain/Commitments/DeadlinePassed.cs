using System.Collections.Immutable;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Commitments;

/// <summary>
/// What was awaited by a date had not come when the date passed. Written by the system alone, at the deadline's world time and once for
/// each date: it only records that notice
/// was given. What is overdue is derived from the dates, so a timely reply that is recorded late takes the overdue away and leaves this
/// fact.
/// </summary>
/// <param name="Kind">What sort of thing was awaited: a reply to a memo, a round, an exchange or a commitment.</param>
/// <param name="Thing">Its id.</param>
/// <param name="Due">The last day, or the instant, by which it was due.</param>
/// <param name="By">Who owed it when notice was given; none when all did, or where notice was given before this was recorded.</param>
public sealed record DeadlinePassed(ThingKind Kind, Key Thing, Occurrence Due, ImmutableArray<ActorKey> By) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => new Thing(Kind, Thing);

    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => By;

    /// <inheritdoc/>
    public override string Describe() =>
        $"Deadline passed: {Words.Of(Kind)} {Thing} was due by {Due}" + (By is [] ? "" : $" from {string.Join(" and ", By)}");
}
