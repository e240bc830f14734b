using System.Collections.Immutable;

namespace Negotiations.Domain.Facts;

/// <summary>The order of what is said about facts: by when it became known, then by recording, then by fact id.</summary>
public static class KnowledgeOrder
{
    /// <summary>The one of two facts that became known later.</summary>
    public static T Later<T>(T? known, T fact) where T : Fact =>
        known is null || (known.KnownByItself(), known.Recorded.At, known.Id)
            .CompareTo((fact.KnownByItself(), fact.Recorded.At, fact.Id)) < 0 ? fact : known;

    /// <summary>Facts in this order, with one more in its place.</summary>
    public static ImmutableArray<T> Insert<T>(ImmutableArray<T> facts, T fact) where T : Fact
    {
        var at = facts.Length;
        while (at > 0 && Later(facts[at - 1], fact) != fact) at--;
        return facts.Insert(at, fact);
    }
}
