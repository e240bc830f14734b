using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Tracks;

/// <summary>
/// A track whose facts are corrected one after another. Folding all of them again for each correction would make many of them quadratic;
/// but a fold takes facts in any order, so that those of which no correction in sight speaks are folded once, and only the few others are
/// added again each time.
/// </summary>
public sealed class CorrectedTrack
{
    private readonly Dictionary<Guid, Fact> facts;
    private readonly Moves moves;

    // Those that will be spoken of; what they count for may still change.
    private readonly HashSet<Guid> open;
    private Track settled;

    /// <summary>A track before the first correction.</summary>
    /// <param name="now">Its state.</param>
    /// <param name="facts">Its facts.</param>
    /// <param name="spokenOf">The facts of which corrections to come may speak, as far as one knows.</param>
    public CorrectedTrack(Track now, IReadOnlyCollection<Fact> facts, IEnumerable<Guid> spokenOf)
    {
        ArgumentNullException.ThrowIfNull(now);
        this.facts = facts.ToDictionary(fact => fact.Id);
        moves = new Moves(now.Key);
        foreach (var fact in facts) moves.Add(fact);
        (open, State) = ([.. spokenOf.Where(this.facts.ContainsKey)], now);
        settled = Settled();
    }

    /// <summary>The state with all facts.</summary>
    public Track State { get; private set; }

    /// <summary>The state with one more fact.</summary>
    public Track With(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var needsRefold = State.NeedsRefold(fact);
        facts[fact.Id] = fact;
        moves.Add(fact);
        if (!needsRefold)
        {
            settled = (settled with { Corrections = State.Corrections }).With(fact);
            return State = State.With(fact);
        }
        var (before, after) = (State.Corrections, State.Corrections.With(fact));
        var moved = moves.Under(after);
        Guid[] changed = [.. after.ByFact.Keys.Where(id => facts.ContainsKey(id) && after.Of(id) != before.Of(id) && id != fact.Id)];
        var isSettled = changed.All(open.Contains) && moved.SequenceEqual(State.Moved);
        State = State with { Corrections = after, Moved = moved };
        open.ExceptWith(changed);
        settled = isSettled ? changed.Select(id => facts[id]).Append(fact)
            .Aggregate(settled with { Corrections = after }, (track, one) => track.Place(one)) : Settled();
        return State = open.Select(id => facts[id]).Aggregate(settled, (track, one) => track.Place(one));
    }

    private Track Settled() => facts.Values.Where(fact => !open.Contains(fact.Id))
        .Aggregate(Track.Before(State.Negotiation, State.Key, State.Corrections, State.Moved), (track, fact) => track.Place(fact));
}
