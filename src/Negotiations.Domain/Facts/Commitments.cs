using System.Collections.Immutable;

namespace Negotiations.Domain;

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
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Makes => (ThingKind.Commitment, Commitment);

    /// <inheritdoc/>
    public override string Describe() => $"Commitment {Commitment} by {string.Join(" and ", By)}: {What}";
}

/// <summary>Somebody judged how far a commitment or an exchange was kept.</summary>
/// <param name="Commitment">The commitment's id; null when an exchange was judged.</param>
/// <param name="Exchange">The exchange's id; null when a commitment was judged.</param>
/// <param name="Status">How far.</param>
/// <param name="By">Who judged.</param>
/// <param name="Text">On what grounds, up to 2,000 characters.</param>
public sealed record CommitmentAssessed(Key? Commitment, Key? Exchange, Assessment Status, ActorKey? By, string? Text) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names =>
        Commitment is not null ? (ThingKind.Commitment, Commitment) : Exchange is not null ? (ThingKind.Exchange, Exchange) : null;

    /// <inheritdoc/>
    public override string Describe() =>
        (Commitment is not null ? $"Commitment {Commitment}" : $"Exchange {Exchange}") + $" assessed: {Words.Of(Status)}";
}

/// <summary>
/// What was awaited by a date had not come when the date passed. Written by the system alone, at the deadline's world time and once for each date: it only records that notice
/// was given. What is overdue is derived from the dates, so a timely reply that is recorded late takes the overdue away and leaves this fact.
/// </summary>
/// <param name="Kind">What sort of thing was awaited: a reply to a memo, a round, an exchange or a commitment.</param>
/// <param name="Thing">Its id.</param>
/// <param name="Due">The last day, or the instant, by which it was due.</param>
/// <param name="By">Who owed it when notice was given; none when all did, or where notice was given before this was recorded.</param>
public sealed record DeadlinePassed(ThingKind Kind, Key Thing, Occurrence Due, ImmutableArray<ActorKey> By) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => (Kind, Thing);

    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override string Describe() => $"Deadline passed: {Words.Of(Kind)} {Thing} was due by {Due}" + (By is [] ? "" : $" from {string.Join(" and ", By)}");
}

/// <summary>How far something promised was kept: the scale of the Peace Accords Matrix, and two ways not to keep it.</summary>
public enum Assessment
{
    /// <summary>Nothing was begun.</summary>
    NotInitiated,

    /// <summary>Something was begun.</summary>
    Minimal,

    /// <summary>On the way to being kept.</summary>
    Intermediate,

    /// <summary>Kept.</summary>
    Full,

    /// <summary>Broken.</summary>
    Breached,

    /// <summary>No longer applies.</summary>
    Lapsed,
}
