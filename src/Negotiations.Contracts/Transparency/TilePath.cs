using System.Globalization;
using System.Text;

namespace Negotiations.Contracts.Transparency;

/// <summary>Where a tile of a log is served (c2sp.org/tlog-tiles): <c>tile/0/x001/067.p/12</c>, <c>tile/entries/000</c>.</summary>
/// <param name="Level">Its level; -1 of the entries themselves.</param>
/// <param name="Index">Its place on the level, from 0.</param>
/// <param name="Count">How many hashes or entries it has; 256 when it is full.</param>
public readonly record struct TilePath(int Level, long Index, int Count)
{
    /// <summary>The level of the entries.</summary>
    public const int Entries = -1;

    private const string OfEntries = "entries", Partial = ".p/";
    private const int Digits = 3, HighestLevel = 63;

    /// <summary>Reads what follows <c>tile/</c>; null when it is no such address.</summary>
    public static TilePath? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var count = TreeReader.Width;
        if (text.IndexOf(Partial, StringComparison.Ordinal) is >= 0 and var at)
        {
            if (Number(text[(at + Partial.Length)..]) is not (> 0 and < TreeReader.Width and var width)) return null;
            (count, text) = ((int)width, text[..at]);
        }
        if (text.Split('/') is not [var level, .. { Length: > 0 and < 6 } parts]) return null;
        var index = new StringBuilder();
        for (var i = 0; i < parts.Length; i++)
        {
            var part = i < parts.Length - 1 && parts[i].StartsWith('x') ? parts[i][1..] : i < parts.Length - 1 ? "" : parts[i];
            if (part.Length != Digits || !part.All(char.IsAsciiDigit)) return null;
            index.Append(part);
        }
        if (parts.Length > 1 && parts[0] == "x000") return null;
        var place = long.Parse(index.ToString(), CultureInfo.InvariantCulture);
        return level == OfEntries ? new TilePath(Entries, place, count)
            : Number(level) is <= HighestLevel and var number ? new TilePath((int)number, place, count) : null;
    }

    /// <summary>The address, with <c>tile/</c>.</summary>
    public override string ToString()
    {
        var path = new StringBuilder((Index % 1000).ToString("000", CultureInfo.InvariantCulture));
        for (var rest = Index / 1000; rest > 0; rest /= 1000)
            path.Insert(0, string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:000}/"));
        var level = Level == Entries ? OfEntries : Level.ToString(CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture,
            $"tile/{level}/{path}{(Count == TreeReader.Width ? "" : $"{Partial}{Count}")}");
    }

    private static long? Number(string text) =>
        text.Length is > 0 and < 4 && text.All(char.IsAsciiDigit) && (text == "0" || text[0] != '0')
            ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}
