using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;

namespace Negotiations.Contracts.Answers;

/// <summary>
/// What is different between a fact and the one that corrects it: when, where, who says so, what it says, what is beside it.
/// </summary>
public static class FactDifferences
{
    private static readonly string[] Compared =
        ["type", "tracks", "occurred", "report", "note", "attributes", "externalIds", "urls", "content"];

    /// <summary>By member, those that stand first in a fact first.</summary>
    public static IEnumerable<ChangeItem.Difference> Of(Fact before, Fact after)
    {
        var (left, right) = (Flat(before), Flat(after));
        return from member in left.Keys.Union(right.Keys)
               let pair = (Before: left.GetValueOrDefault(member), After: right.GetValueOrDefault(member))
               where !JsonNode.DeepEquals(pair.Before, pair.After)
               select new ChangeItem.Difference(member, pair.Before?.DeepClone(), pair.After?.DeepClone());
    }

    private static Dictionary<string, JsonNode?> Flat(Fact fact)
    {
        var (view, members) = (FactView.Recorded(fact, Narrator.None, 0, 0, Corrections.None), new Dictionary<string, JsonNode?>());
        foreach (var member in Compared) Add(member, view[member]);
        return members;

        // Objects member by member; lists whole.
        void Add(string member, JsonNode? value)
        {
            if (value is JsonObject inner)
                foreach (var (name, nested) in inner) Add($"{member}.{name}", nested);
            else if (value is not null) members[member] = value;
        }
    }
}
