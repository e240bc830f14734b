using System.Collections.Immutable;

namespace Negotiations.Domain.Commands;

/// <summary>What a command is decided on.</summary>
/// <param name="Negotiation">The negotiation; not opened when it doesn't exist.</param>
/// <param name="Tracks">The tracks concerned, in the command's order; not opened where one doesn't exist.</param>
/// <param name="Now">The instant of the decision.</param>
public sealed record DecisionContext(INegotiationState Negotiation, ImmutableArray<ITrackState> Tracks, DateTimeOffset Now)
{
    /// <summary>The fact that the command's fact replaces, and whose place and id it may take.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>The facts that the command speaks of, and those that they speak of, by id; a fact that doesn't exist is missing.</summary>
    public ImmutableDictionary<Guid, KnownFact> Facts { get; init; } = ImmutableDictionary<Guid, KnownFact>.Empty;

    /// <summary>Whether the incident that the command names was reported on a track of the negotiation.</summary>
    public bool HasIncident { get; init; }

    /// <summary>
    /// The fact that holds the id of the thing which the command makes, and the track at which that has its home; null while the id is
    /// free.
    /// </summary>
    public (Guid Fact, Key Track)? Holder { get; init; }

    /// <summary>
    /// Finds the known key that somebody who wrote an unknown one most likely meant: <c> (did you mean 'x'?)</c>, or nothing.
    /// </summary>
    public Func<string, IEnumerable<string>, string> Suggest { get; init; } = (_, _) => "";
}
