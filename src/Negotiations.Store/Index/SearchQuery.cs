using System.Text.RegularExpressions;

namespace Negotiations.Store.Index;

/// <summary>
/// What is asked of full-text search: words that must all occur, <c>"a phrase"</c>, <c>-not</c>, <c>or</c>. A word matches as the beginning
/// of one, a number and what stands in quotes only whole. Any text is a query; operators without words do nothing.
/// </summary>
internal static partial class SearchQuery
{
    /// <summary>The query in the language of the database (<c>to_tsquery</c>); null where it has no words, so that nothing is found.</summary>
    public static string? Of(string query)
    {
        var alternatives = new List<List<string>> { new() };
        foreach (Match term in Term.Matches(query))
            if (term.Value.Equals("or", StringComparison.OrdinalIgnoreCase)) alternatives.Add([]);
            else if (Sought(term) is { } sought) alternatives[^1].Add(sought);
        string[] wanted = [.. alternatives.Where(terms => terms is not []).Select(terms => string.Join(" & ", terms))];
        return wanted is [] ? null : string.Join(" | ", wanted);
    }

    // Words have nothing but letters and digits, so that none can end its quotation. One that was written as several, such as 'ru-ua',
    // is looked for as they stand.
    private static string? Sought(Match term)
    {
        var quoted = term.Groups["phrase"];
        var words = SearchText.Words(quoted.Success ? quoted.Value : term.Groups["word"].Value);
        if (words is []) return null;
        var last = quoted.Success || words[^1].All(char.IsAsciiDigit) ? "" : ":*";
        var sought = string.Join(" <-> ", words.Select(word => $"'{word}'")) + last;
        return term.Groups["not"].Success ? $"!({sought})" : words.Length > 1 ? $"({sought})" : sought;
    }

    [GeneratedRegex("(?<not>-)?(\"(?<phrase>[^\"]*)(\"|$)|(?<word>[^\\s\"]+))", RegexOptions.ExplicitCapture)]
    private static partial Regex Term { get; }
}
