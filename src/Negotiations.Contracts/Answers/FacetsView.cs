namespace Negotiations.Contracts.Answers;

/// <summary>
/// How the facts of a timeline, <c>GET /negotiations/{n}/facets</c>, spread over types, tracks and actors; each with the most first.
/// </summary>
/// <param name="Facts">How many there are.</param>
/// <param name="Types">By type.</param>
/// <param name="Tracks">By track that holds them.</param>
/// <param name="Actors">By actor that they name.</param>
public sealed record FacetsView(int Facts, IReadOnlyList<FacetsView.Count> Types, IReadOnlyList<FacetsView.Count> Tracks,
    IReadOnlyList<FacetsView.Count> Actors)
{
    /// <summary>How many facts have a value.</summary>
    /// <param name="Value">The value, as the filter of the timeline takes it.</param>
    /// <param name="Facts">How many.</param>
    public sealed record Count(string Value, int Facts)
    {
        /// <summary>The values of some facts, the most frequent first.</summary>
        public static IReadOnlyList<Count> Of(IEnumerable<string> values) =>
            [.. values.CountBy(value => value).OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => new Count(one.Key, one.Value))];
    }
}
