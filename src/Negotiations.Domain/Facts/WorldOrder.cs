using System.Collections.Immutable;

namespace Negotiations.Domain.Facts;

/// <summary>World order: by moment, then by fact id.</summary>
public static class WorldOrder
{
    /// <summary>Negative when <paramref name="left"/> comes first.</summary>
    public static int Compare((DateTimeOffset Moment, Guid Id) left, (DateTimeOffset Moment, Guid Id) right) => left.CompareTo(right);

    /// <summary>The later of two facts in the world.</summary>
    public static T Later<T>(T? known, T fact) where T : Fact =>
        known is null || Compare(known.Rank(), fact.Rank()) < 0 ? fact : known;

    /// <summary>Facts in world order, with one more in its place.</summary>
    public static ImmutableArray<T> Insert<T>(ImmutableArray<T> facts, T fact) where T : Fact
    {
        var at = facts.Length;
        while (at > 0 && Compare(fact.Rank(), facts[at - 1].Rank()) < 0) at--;
        return facts.Insert(at, fact);
    }
}
