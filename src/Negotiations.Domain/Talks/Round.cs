using System.Collections.Immutable;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Talks;

/// <summary>
/// A meeting of delegations, planned or held. What is planned and what was held are two things: either may be recorded first.
/// </summary>
/// <param name="Scheduled">The plan, if any.</param>
/// <param name="Held">The talks, once they are held.</param>
public sealed record Round(RoundScheduled? Scheduled = null, TalksHeld? Held = null)
{
    /// <summary>The postponements in world order.</summary>
    public ImmutableArray<RoundPostponed> Postponements { get; init; } = [];

    /// <summary>The last postponement; null when there is none.</summary>
    public RoundPostponed? Postponed => Postponements is [.., var last] ? last : null;

    /// <summary>The fact that says when it is planned for now; null when nothing does.</summary>
    public Fact? PlannedBy => Scheduled is null || (Postponed is not null && WorldOrder.Later<Fact>(Scheduled, Postponed) == Postponed)
        ? Postponed : Scheduled;

    /// <summary>When it is planned for now; null when nothing is planned, or no new date was given.</summary>
    public Occurrence? Planned => PlannedBy is RoundPostponed postponed ? postponed.Planned : Scheduled?.Planned;

    /// <summary>The round of which it is a part; null where it is a round of its own.</summary>
    public Key? PartOf => Held?.PartOf;

    /// <summary>How far it has come.</summary>
    public RoundProgress Progress => this switch
    {
        { Held: not null } => RoundProgress.Held,
        { PlannedBy: RoundPostponed } => RoundProgress.Postponed,
        { Scheduled.Status: RoundStatus.Agreed } => RoundProgress.Scheduled,
        _ => RoundProgress.Proposed,
    };
}
