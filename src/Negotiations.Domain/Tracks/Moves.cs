using System.Collections.Immutable;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Tracks;

/// <summary>
/// Things that moved between tracks: a fact that replaces a thing's maker may name other tracks, and talks may be held on another track
/// than they were scheduled on. What facts say of a thing is carried to each track that it comes to. It counts there while a fact that
/// makes the thing does; where the thing left, it counts no longer.
/// </summary>
/// <param name="track">The track that is looked at.</param>
public sealed class Moves(Key track)
{
    private readonly HashSet<Thing> carried = [];
    private readonly List<(Thing Thing, Guid Fact, bool IsHere)> makers = [];

    /// <summary>Takes one more fact of the track's stream into account, in any order.</summary>
    public void Add(Fact fact)
    {
        if (fact.About is not { } thing) return;
        if (IsCarried(fact, track)) carried.Add(thing);
        if (fact.Makes is not null) makers.Add((thing, fact.Id, fact.Tracks.Contains(track)));
    }

    /// <summary>Whether a fact is on a track only because a thing that it speaks of came there.</summary>
    public static bool IsCarried(Fact fact, Key track) => !fact.Tracks.Contains(track) && !fact.AlsoOn.Contains(track);

    /// <summary>For each thing that came or left, whether what is said of it counts here.</summary>
    public ImmutableSortedDictionary<Thing, bool> Under(Corrections corrections)
    {
        var moved = ImmutableSortedDictionary.CreateBuilder<Thing, bool>();
        foreach (var thing in carried) moved[thing] = false;
        foreach (var known in makers.GroupBy(maker => maker.Thing))
        {
            // Where the thing never was, a fact that only names it counts on its own.
            if (carried.Contains(known.Key) || (known.Any(maker => maker.IsHere) && !known.All(maker => maker.IsHere)))
                moved[known.Key] = known.Any(maker => maker.IsHere && corrections.Of(maker.Fact) == FactStanding.Counts);
        }
        return moved.ToImmutable();
    }
}
