namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>The facts that count at a viewpoint, and those that are contested there, in the order of the world.</summary>
internal sealed class Seen
{
    public Seen(Knowledge knowledge, DateOnly? asOf)
    {
        Knowledge = knowledge;
        var inWorld = StoredFact.InWorldOrder(knowledge.Facts.Where(fact => knowledge.Knows(fact) && HasHappened(fact, asOf))).ToList();
        Counting = [.. inWorld.Where(fact => knowledge.StandingOf(fact) == Knowledge.Counts)];
        Contested = [.. inWorld.Where(fact => knowledge.StandingOf(fact) == Knowledge.Contested)];
    }

    public Knowledge Knowledge { get; }

    public IReadOnlyList<StoredFact> Counting { get; }

    public IReadOnlyList<StoredFact> Contested { get; }

    /// <summary>The counting facts of some types.</summary>
    public IEnumerable<StoredFact> All(params string[] names) => Counting.Where(fact => names.Contains(fact.Name));

    /// <summary>The counting facts of a type on one thing.</summary>
    public IEnumerable<StoredFact> On(string member, string thing, params string[] names) =>
        All(names).Where(fact => fact.Text(member) == thing);

    /// <summary>The ids of the things of a type that are there, contested ones included, sorted.</summary>
    public IEnumerable<string> Things(string name, string member) =>
        Counting.Concat(Contested).Where(fact => fact.Name == name).Select(fact => fact.Text(member)!).Distinct()
            .Order(StringComparer.Ordinal);

    /// <summary>The fact that makes a thing: the last counting one, or else the last contested one.</summary>
    public StoredFact? Making(string name, string member, string thing) =>
        Counting.LastOrDefault(fact => fact.Name == name && fact.Text(member) == thing)
            ?? Contested.LastOrDefault(fact => fact.Name == name && fact.Text(member) == thing);

    public bool IsContested(StoredFact fact) => Contested.Contains(fact);

    private static bool HasHappened(StoredFact fact, DateOnly? asOf) =>
        asOf is not { } day || fact.IgnoresWorldTime || fact.Moment <= ModelSpan.EndOf(day);
}
