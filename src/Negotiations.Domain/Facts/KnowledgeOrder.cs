namespace Negotiations.Domain.Facts;

/// <summary>The order of what is said about facts: by when it became known, then by recording, then by fact id.</summary>
public static class KnowledgeOrder
{
    /// <summary>The one of two facts that became known later.</summary>
    public static T Later<T>(T? known, T fact) where T : Fact =>
        known is null || (known.KnownByItself(), known.Recorded.At, known.Id)
            .CompareTo((fact.KnownByItself(), fact.Recorded.At, fact.Id)) < 0 ? fact : known;
}
