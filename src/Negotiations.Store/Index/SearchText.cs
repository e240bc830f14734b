using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Negotiations.Store.Index;

/// <summary>
/// Text as search sees it: small letters without marks and digits, in words with one space between. What is stored and what is asked for
/// go through the same function. A change of it needs a new index.
/// </summary>
internal static partial class SearchText
{
    /// <summary>The text for search; empty where it has neither letters nor digits.</summary>
    public static string Fold(string text)
    {
        var (folded, ends) = (new StringBuilder(text.Length), false);
        foreach (var rune in Ungrouped(text).EnumerateRunes())
        {
            if (IsDropped(rune)) continue;
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpacingCombiningMark)
            {
                if (ends && folded.Length > 0) folded.Append(' ');
                ends = false;
                Append(folded, rune);
            }
            else ends = true;
        }
        return folded.ToString();
    }

    /// <summary>The words of a text.</summary>
    public static string[] Words(string text) => Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static void Append(StringBuilder folded, Rune rune)
    {
        var small = Rune.ToLowerInvariant(rune);
        if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber) folded.Append((int)Rune.GetNumericValue(rune));
        else if (small.IsBmp && FoldedLetters.Of((char)small.Value) is { } plain) folded.Append(plain);
        else folded.Append(small.ToString());
    }

    // Marks over and under letters, signs that show nothing, the letter stretcher of Arabic, and apostrophes, of which there are many.
    private static bool IsDropped(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
        || rune.Value is 'ـ' or '\'' or '’' or '‘' or '`' or 'ʼ' or 'ʹ' or 'ʾ' or 'ʿ' or '′';

    // 6,057 and 6 057 with a narrow space are 6057. A plain space is left: it may stand between two numbers.
    private static string Ungrouped(string text) => Grouped.Replace(text, number => Separator.Replace(number.Value, ""));

    [GeneratedRegex($@"(?<![\d{Separators}])\d{{1,3}}([{Separators}]\d{{3}})+(?!\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex Grouped { get; }

    [GeneratedRegex($"[{Separators}]")]
    private static partial Regex Separator { get; }

    private const string Separators = ".,'’\u00A0\u202F\u2009\u066C";
}
