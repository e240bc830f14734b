using System.Collections.Immutable;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Tracks;

/// <summary>
/// Replays a track step by step, over world time, knowledge time or the time of recording. Each fact is taken once; after every step the
/// state equals the fold from the viewpoint that the step has reached.
/// </summary>
public sealed class TrackReplay
{
    private readonly ImmutableArray<(ReplayMoment When, Fact Fact)> waiting;
    private readonly Func<Track, Fact, ReplayMoment, Track> add;
    private int taken;

    private TrackReplay(Track start, IEnumerable<(ReplayMoment When, Fact Fact)> waiting,
        Func<Track, Fact, ReplayMoment, Track> add) =>
        (State, this.waiting, this.add) = (start, [.. waiting.OrderBy(one => one.When)], add);

    /// <summary>The state after the last step.</summary>
    public Track State { get; private set; }

    /// <summary>When the next fact comes; null when none is left.</summary>
    public ReplayMoment? Next => taken < waiting.Length ? waiting[taken].When : null;

    /// <summary>When the last fact comes; null when there is none.</summary>
    public ReplayMoment? End => waiting is [.., var (last, _)] ? last : null;

    /// <summary>What happened, fact by fact, as it was known from a viewpoint.</summary>
    /// <param name="negotiation">The negotiation.</param>
    /// <param name="key">The track.</param>
    /// <param name="facts">The facts of its stream, in any order.</param>
    /// <param name="viewpoint">From when it is looked at; its day is ignored.</param>
    public static TrackReplay OverWorld(Key negotiation, Key key, IEnumerable<Fact> facts, Viewpoint viewpoint)
    {
        ArgumentNullException.ThrowIfNull(viewpoint);
        var held = viewpoint.Held(facts);
        var known = viewpoint.Known(held);
        var start = known.Where(AlwaysCounts).Aggregate(Track.Before(negotiation, key, known, held), (track, fact) => track.Place(fact));
        return new TrackReplay(start, known.Where(fact => !AlwaysCounts(fact))
            .Select(fact => (new ReplayMoment(fact.Moment(), fact.Recorded.At, fact.Id), fact)), (track, fact, _) => track.Place(fact));
    }

    /// <summary>What became known, fact by fact.</summary>
    /// <param name="negotiation">The negotiation.</param>
    /// <param name="key">The track.</param>
    /// <param name="facts">The facts of its stream, in any order.</param>
    /// <param name="viewpoint">Until which day facts count and until when they were recorded; its <c>KnownAt</c> is ignored.</param>
    public static TrackReplay OverKnowledge(Key negotiation, Key key, IEnumerable<Fact> facts, Viewpoint viewpoint)
    {
        ArgumentNullException.ThrowIfNull(viewpoint);
        var held = viewpoint.Held(facts);
        var start = held.Where(fact => fact.IsSetup).Aggregate(Track.Before(negotiation, key, [], []), (track, fact) => track.With(fact));
        var seen = held.Where(fact => fact.IsSetup).Select(fact => fact.Id).ToHashSet();
        var (times, isLost) = KnowledgeTimes.Of(held);
        return new TrackReplay(start, held.Where(fact => !fact.IsSetup)
            .SelectMany(fact => times(fact).Select(at => (new ReplayMoment(at, fact.Recorded.At, fact.Id), fact))),
        (track, fact, when) =>
        {
            seen.Add(fact.Id);
            if (!isLost && !track.NeedsRefold(fact))
                return viewpoint.Happened(fact) ? track.With(fact) : track with { Corrections = track.Corrections.With(fact) };
            Fact[] known = [.. (isLost ? (viewpoint with { KnownAt = when.At }).Known(held) : held).Where(one => seen.Contains(one.Id))];
            return known.Where(viewpoint.Happened)
                .Aggregate(Track.Before(negotiation, key, known, held), (state, one) => state.Place(one));
        });
    }

    /// <summary>What this system recorded, fact by fact.</summary>
    /// <param name="negotiation">The negotiation.</param>
    /// <param name="key">The track.</param>
    /// <param name="facts">The facts of its stream, in any order.</param>
    public static TrackReplay OverRecording(Key negotiation, Key key, IEnumerable<Fact> facts)
    {
        var seen = new List<Fact>();
        return new TrackReplay(Track.Before(negotiation, key, [], []),
            facts.Select(fact => (new ReplayMoment(fact.Recorded.At, fact.Recorded.At, fact.Id), fact)), (track, fact, _) =>
        {
            seen.Add(fact);
            return track.NeedsRefold(fact) ? Track.Fold(negotiation, key, seen) : track.With(fact);
        });
    }

    /// <summary>Takes all facts up to and including a moment, and returns them.</summary>
    public IReadOnlyList<Fact> Advance(ReplayMoment until)
    {
        var from = taken;
        for (; taken < waiting.Length && waiting[taken].When.CompareTo(until) <= 0; taken++)
            State = add(State, waiting[taken].Fact, waiting[taken].When);
        return [.. waiting.AsSpan(from, taken - from).ToArray().Select(one => one.Fact)];
    }

    private static bool AlwaysCounts(Fact fact) => fact.IsSetup || !fact.ObeysWorldTime;
}
