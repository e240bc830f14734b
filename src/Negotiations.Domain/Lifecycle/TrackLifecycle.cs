using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Lifecycle;

/// <summary>Whether a track is on hold or closed: the last of these facts in world order decides.</summary>
/// <param name="Suspended">The last suspension.</param>
/// <param name="Resumed">The last resumption.</param>
/// <param name="Closed">The last closure.</param>
public sealed record TrackLifecycle(TrackSuspended? Suspended = null, TrackResumed? Resumed = null, TrackClosed? Closed = null)
{
    /// <summary>The facts, in world order.</summary>
    public IEnumerable<Fact> InOrder() => new Fact?[] { Suspended, Resumed, Closed }.OfType<Fact>().OrderBy(fact => fact.Rank());

    /// <summary>The fact that decides; null for a track that was never suspended or closed.</summary>
    public Fact? Last => InOrder().LastOrDefault();

    /// <summary>The lifecycle as it would be without a fact that is about to be replaced.</summary>
    public TrackLifecycle Without(Guid? fact) => new(
        Suspended?.Id == fact ? null : Suspended, Resumed?.Id == fact ? null : Resumed, Closed?.Id == fact ? null : Closed);
}
