using System.Collections.Immutable;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Ledgers;

/// <summary>Something with a date, as calendars hold it: a round, or what is due. It keeps its identity through every change.</summary>
/// <param name="Thing">A round, a memo (the reply to it), an exchange or a commitment.</param>
/// <param name="When">The date: of a round when it was held or is planned, of anything else by when it is due.</param>
/// <param name="Status">Whether it stands.</param>
/// <param name="What">What it is, in a few words.</param>
/// <param name="By">Who proposed the round, or owes what is due.</param>
/// <param name="Place">Where the round is held.</param>
public sealed record AgendaEntry(
    Thing Thing, Occurrence When, AgendaStatus Status, string What, ImmutableArray<ActorKey> By, string? Place)
{
    /// <summary>How often it changed since it was first recorded: it only grows.</summary>
    public int Changes { get; init; }

    /// <summary>When it was first recorded.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When its last change was recorded.</summary>
    public DateTimeOffset Changed { get; init; }

    internal bool SaysTheSame(AgendaEntry other) =>
        (When, Status, What, Place) == (other.When, other.Status, other.What, other.Place) && By.SequenceEqual(other.By);
}
