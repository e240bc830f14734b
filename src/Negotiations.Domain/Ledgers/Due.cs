using System.Collections.Immutable;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Ledgers;

/// <summary>Something that is awaited by a date.</summary>
/// <param name="Thing">What is awaited: a round, the reply to a memo, an exchange or a commitment.</param>
/// <param name="When">By when; it is overdue after its last day, or from its instant.</param>
/// <param name="By">Who owes it; none when all do or nothing tells.</param>
/// <param name="What">What is awaited, in a few words.</param>
public sealed record Due(Thing Thing, Occurrence When, ImmutableArray<ActorKey> By, string What)
{
    /// <summary>The track from which notice of it is given: the home of the thing.</summary>
    public required Key Home { get; init; }

    /// <summary>From when this system knew the date.</summary>
    public required DateTimeOffset KnownSince { get; init; }

    /// <summary>The last day, or the instant, by which it is due.</summary>
    public Occurrence Deadline => When.Deadline();

    /// <summary>Whether the deadline was past when this system learnt of it.</summary>
    public bool IsHistory => Deadline.Moment < KnownSince;

    /// <summary>Whether the deadline has passed at an instant.</summary>
    public bool IsOverdue(DateTimeOffset at) => Deadline.Moment < at;

    /// <summary>Whether it is the same thing by the same deadline.</summary>
    public bool IsSame(Due other) => (Thing, Deadline) == (other?.Thing, other?.Deadline);
}
