using System.Collections.Immutable;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Commands;

/// <summary>A fact that is recorded, with the tracks that hold it.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="On">The tracks, the home track first.</param>
public sealed record KnownFact(Fact Fact, ImmutableArray<ITrackState> On)
{
    /// <summary>What the fact counts for.</summary>
    public FactStanding Standing => On[0].StandingOf(Fact.Id);

    /// <summary>Other facts that count and hold the id of the thing that this one makes.</summary>
    public ImmutableArray<Guid> Rivals { get; init; } = [];
}
