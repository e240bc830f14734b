using System.Text.RegularExpressions;

namespace Negotiations.Store.Index;

/// <summary>
/// What is asked of full-text search: words that must all occur, <c>"a phrase"</c>, <c>-not</c>, <c>or</c>. A word matches as the beginning
/// of one, a number and what stands in quotes only whole. Any text is a query; operators without words do nothing.
/// </summary>
internal static partial class SearchQuery
{
    /// <summary>The query in the database's language (<c>to_tsquery</c>); null where it has no words, so that nothing is found.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="actors">Who is found by name.</param>
    public static string? Of(string query, SoughtActors? actors = null)
    {
        var alternatives = new List<List<string>> { new() };
        foreach (Match term in Term.Matches(query))
            if (term.Value.Equals("or", StringComparison.OrdinalIgnoreCase)) alternatives.Add([]);
            else if (Sought(term, actors) is { } sought) alternatives[^1].Add(sought);
        string[] wanted = [.. alternatives.Where(terms => terms is not []).Select(terms => string.Join(" & ", terms))];
        return wanted is [] ? null : string.Join(" | ", wanted);
    }

    // Words have nothing but letters and digits, so that none can end its quotation. One that was written as several, such as 'ru-ua',
    // is looked for as they stand.
    private static string? Sought(Match term, SoughtActors? actors)
    {
        var quoted = term.Groups["phrase"];
        var words = SearchText.Words(quoted.Success ? quoted.Value : term.Groups["word"].Value);
        if (words is []) return null;
        var isWhole = quoted.Success || words[^1].All(char.IsAsciiDigit);
        var written = string.Join(" <-> ", words.Select(word => $"'{word}'")) + (isWhole ? "" : ":*");
        string[] ways = [written, .. actors?.Named(words, isWhole).Select(token => $"'{token}'") ?? []];
        var sought = string.Join(" | ", ways);
        return term.Groups["not"].Success ? $"!({sought})" : words.Length > 1 || ways.Length > 1 ? $"({sought})" : sought;
    }

    [GeneratedRegex("(?<not>-)?(\"(?<phrase>[^\"]*)(\"|$)|(?<word>[^\\s\"]+))", RegexOptions.ExplicitCapture)]
    private static partial Regex Term { get; }
}
