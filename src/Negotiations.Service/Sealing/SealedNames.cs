using System.Collections.Immutable;
using Negotiations.Domain;

namespace Negotiations.Service.Sealing;

/// <summary>The rules for names to be sealed and for reasons to open them.</summary>
internal static class SealedNames
{
    private const int MostNames = 10_000, LongestName = 200, LongestReason = 500;

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

    /// <summary>Whether a reason holds a name, or a part of one.</summary>
    public static bool Tells(string reason, string name) =>
        name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(name)
            .Any(part => part.Length >= 4 && reason.Contains(part, StringComparison.OrdinalIgnoreCase));
}
