using F23.StringSimilarity;

namespace Negotiations.Contracts;

/// <summary>Finds the known key that somebody who wrote an unknown one most likely meant.</summary>
internal static class Suggestion
{
    private const double Likely = 0.8;
    private static readonly JaroWinkler Likeness = new();

    /// <summary><c> (did you mean 'x'?)</c>, or nothing when no known key is near.</summary>
    public static string For(string unknown, IEnumerable<string> known) =>
        known.Select(key => (Key: key, Likeness: Likeness.Similarity(unknown, key))).Where(near => near.Likeness >= Likely)
            .OrderByDescending(near => near.Likeness).ThenBy(near => near.Key, StringComparer.Ordinal)
            .Select(near => $" (did you mean '{near.Key}'?)").FirstOrDefault("");
}
