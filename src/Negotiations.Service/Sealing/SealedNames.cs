using System.Collections.Immutable;
using Negotiations.Domain;
using Negotiations.Service.Access;

namespace Negotiations.Service.Sealing;

/// <summary>The rules for names to be sealed and for reasons to open them.</summary>
internal static class SealedNames
{
    private const int MostNames = 10_000, LongestName = 200, LongestReason = 500, ShortestInside = 4;

    /// <summary>What is wrong with names; null where nothing is.</summary>
    public static Refusal? Fault(ImmutableArray<string> names)
    {
        if (names.IsDefaultOrEmpty || names.Length > MostNames)
            return Refusal.Rule("invalid-names", "names", $"'names' takes 1 to {MostNames} names");
        var at = Enumerable.Range(0, names.Length)
            .FirstOrDefault(i => string.IsNullOrWhiteSpace(names[i]) || names[i].Length > LongestName || names[i].Any(char.IsControl), -1);
        return at < 0 ? null
            : Refusal.Rule("invalid-names", $"names[{at}]", $"a name has 1 to {LongestName} characters, none of them a control character");
    }

    /// <summary>What is wrong with a reason; null where nothing is.</summary>
    public static Refusal? Fault(string reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason || reason.Any(char.IsControl)
            ? Refusal.Rule("invalid-text", "reason", $"'reason' takes 1 to {LongestReason} characters without control characters") : null;

    /// <summary>
    /// The names of which a reason holds the whole or a part, in whatever spelling: other letters that look the same, without marks, cut by
    /// signs that show nothing. Short parts count as words of their own.
    /// </summary>
    public static bool Tells(string reason, IEnumerable<string> names)
    {
        var (words, whole) = (Skeleton.Words(reason).ToHashSet(StringComparer.Ordinal), Skeleton.Of(reason));
        return names.Any(name => Skeleton.Words(name) is var parts && parts.Append(string.Concat(parts)).Any(part =>
            part.Length >= ShortestInside || (part.Length > 1 && !char.IsAscii(part[0])) ? whole.Contains(part, StringComparison.Ordinal)
                : part.Length > 1 && words.Contains(part)));
    }
}
