using System.Text.Json;
using System.Text.Json.Nodes;
using Negotiations.Contracts.Answers;
using Negotiations.Contracts.Json;

namespace Negotiations.Web.Parts;

/// <summary>Facts as answers show them, read for pages.</summary>
public static class FactRead
{
    /// <summary>Of a fact in an answer.</summary>
    public static FactShape Of(JsonObject fact) => fact.Deserialize<FactShape>(Formats.Answer)!;

    /// <summary>Of the facts of an answer.</summary>
    public static IReadOnlyList<FactShape> Of(IEnumerable<JsonObject> facts) => [.. facts.Select(Of)];
}
