using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Negotiations.Service.Access;

/// <summary>
/// Texts as a person may take one for another: small letters and digits without marks, with compatible forms folded (Unicode's NFKC and
/// case
/// folding) and letters that look like a Latin one taken for it. Signs that show nothing are gone. The platform has no data on characters
/// here, so that a table beside this file tells: what is found, and the characters that are taken for it.
/// </summary>
internal static class Skeleton
{
    private const int Syllables = 0xAC00, Leads = 0x1100, Vowels = 0x1161, Tails = 0x11A7, VowelCount = 21, TailCount = 28, Last = 0xD7A3;
    private static readonly FrozenDictionary<int, string> Taken = Read();

    /// <summary>The skeleton of a text as one word.</summary>
    public static string Of(string text) => string.Concat(Words(text));

    /// <summary>The skeletons of its words.</summary>
    public static string[] Words(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) Append(folded, rune);
        return folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static void Append(StringBuilder folded, Rune rune)
    {
        var small = Rune.ToLowerInvariant(rune);
        if (Taken.GetValueOrDefault(rune.Value) is { } found || (found = Taken.GetValueOrDefault(small.Value)) is not null)
            folded.Append(found);
        else if (rune.Value is >= Syllables and <= Last && rune.Value - Syllables is var at) AppendSyllable(folded, at);
        else if (Rune.IsLetterOrDigit(small)) folded.Append(small.ToString());
        else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format or UnicodeCategory.SpacingCombiningMark)) folded.Append(' ');
    }

    // Syllables of Hangul are made of letters by a rule.
    private static void AppendSyllable(StringBuilder folded, int at)
    {
        folded.Append((char)(Leads + (at / (VowelCount * TailCount)))).Append((char)(Vowels + (at / TailCount % VowelCount)));
        if (at % TailCount is > 0 and var tail) folded.Append((char)(Tails + tail));
    }

    private static FrozenDictionary<int, string> Read()
    {
        using var stream = typeof(Skeleton).Assembly.GetManifestResourceStream("Negotiations.Service.Access.skeleton.txt")!;
        using var reader = new StreamReader(stream);
        var taken = new Dictionary<int, string>();
        while (reader.ReadLine() is { } line)
            if (line.Split(' ', 2) is [var found, var characters])
                foreach (var rune in characters.EnumerateRunes()) taken[rune.Value] = found;
        return taken.ToFrozenDictionary();
    }
}
