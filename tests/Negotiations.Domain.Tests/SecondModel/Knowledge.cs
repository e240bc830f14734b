namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>Which facts are known at a viewpoint, and what each then counts for.</summary>
internal sealed class Knowledge(IReadOnlyList<StoredFact> facts, DateTimeOffset? knownAt, DateTimeOffset? recordedUntil)
{
    public const string Counts = "counts";
    public const string Contested = "contested";
    public const string Superseded = "superseded";
    public const string Retracted = "retracted";

    private readonly Dictionary<Guid, bool> known = [];
    private readonly Dictionary<Guid, string> standings = [];

    public IReadOnlyList<StoredFact> Facts => facts;

    public bool Knows(StoredFact fact)
    {
        if (!known.TryGetValue(fact.Id, out var answer)) known[fact.Id] = answer = FindKnown(fact);
        return answer;
    }

    public string StandingOf(StoredFact fact)
    {
        if (!standings.TryGetValue(fact.Id, out var answer)) standings[fact.Id] = answer = FindStanding(fact);
        return answer;
    }

    /// <summary>The denials of a fact that count.</summary>
    public IEnumerable<StoredFact> DenialsOf(StoredFact fact) => InForceOn(fact, "fact_denied");

    private bool Holds(StoredFact fact) => fact.IsSetUp || recordedUntil is null || fact.RecordedAt <= recordedUntil;

    private bool FindKnown(StoredFact fact)
    {
        if (!Holds(fact)) return false;
        if (fact.IsSetUp || knownAt is null || fact.KnownByItself <= knownAt) return true;
        return InForceOn(fact, "fact_confirmed").Any();
    }

    private string FindStanding(StoredFact fact)
    {
        var withdrawals = InForceOn(fact, "fact_retracted", "fact_reinstated");
        if (StoredFact.InKnowledgeOrder(withdrawals).LastOrDefault()?.Name == "fact_retracted") return Retracted;
        if (IsReplaced(fact)) return Superseded;
        return DenialsOf(fact).Any() ? Contested : Counts;
    }

    private bool InForce(StoredFact fact) => Knows(fact) && StandingOf(fact) == Counts;

    private IEnumerable<StoredFact> InForceOn(StoredFact fact, params string[] names) =>
        facts.Where(other => other.Target == fact.Id && names.Contains(other.Name) && InForce(other));

    /// <summary>Whether another stands in its place: one in force, or one that is itself replaced, known or not.</summary>
    private bool IsReplaced(StoredFact fact) =>
        facts.Any(other => other.Supersedes == fact.Id && Holds(other) && (InForce(other) || IsReplaced(other)));
}
