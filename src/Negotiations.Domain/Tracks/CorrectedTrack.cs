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
        State = now;
        // What these correct may count again.
        open = [.. spokenOf.Where(this.facts.ContainsKey)];
        foreach (var one in open.ToArray()) open.UnionWith(SpokenOf(this.facts[one]));
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
        Guid[] changed = [.. SpokenOf(fact).Where(id => after.Of(id) != before.Of(id))];
        var isSettled = changed.All(open.Contains) && moved.SequenceEqual(State.Moved);
        State = State with { Corrections = after, Moved = moved };
        open.ExceptWith(changed);
        settled = isSettled ? changed.Select(id => facts[id]).Append(fact)
            .Aggregate(settled with { Corrections = after }, (track, one) => track.Place(one)) : Settled();
        return State = open.Select(id => facts[id]).Aggregate(settled, (track, one) => track.Place(one));
    }

    // The facts that a fact corrects, those that these correct, and so on: no other counts for something else by it.
    private HashSet<Guid> SpokenOf(Fact fact)
    {
        var (found, next) = (new HashSet<Guid>(), new Stack<Fact>([fact]));
        while (next.TryPop(out var one))
            foreach (var said in one.Corrects())
                if (facts.TryGetValue(said.Fact, out var other) && said.Fact != fact.Id && found.Add(said.Fact)) next.Push(other);
        return found;
    }

    private Track Settled() => facts.Values.Where(fact => !open.Contains(fact.Id))
        .Aggregate(Track.Before(State.Negotiation, State.Key, State.Corrections, State.Moved), (track, fact) => track.Place(fact));
}
