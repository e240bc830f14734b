using System.Collections.Immutable;

namespace Negotiations.Domain.Facts;

/// <summary>World order: by moment, then as recorded (what is entered last of a day is its last), then by fact id.</summary>
public static class WorldOrder
{
    /// <summary>The later of two facts in the world.</summary>
    public static T Later<T>(T? known, T fact) where T : Fact =>
        known is null || known.Rank().CompareTo(fact.Rank()) < 0 ? fact : known;

    /// <summary>The earlier of two facts in the world.</summary>
    public static T Earlier<T>(T? known, T fact) where T : Fact => ReferenceEquals(Later(known, fact), fact) ? known ?? fact : fact;

    /// <summary>Facts in world order, with one more in its place.</summary>
    public static ImmutableArray<T> Insert<T>(ImmutableArray<T> facts, T fact) where T : Fact
    {
        var at = facts.Length;
        while (at > 0 && fact.Rank().CompareTo(facts[at - 1].Rank()) < 0) at--;
        return facts.Insert(at, fact);
    }
}
