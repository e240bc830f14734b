using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>Changes members of JSON.</summary>
internal static class Members
{
    /// <summary>An object with another value for a member.</summary>
    public static string With(this string json, string name, JsonNode value)
    {
        var fields = JsonNode.Parse(json)!.AsObject();
        fields[name] = value;
        return fields.ToJsonString();
    }
}
