using System.Text.Json;
using System.Text.Json.Nodes;

namespace Negotiations.Web.Parts;

/// <summary>Values in answers that are JSON.</summary>
public static class JsonText
{
    /// <summary>A member as text; empty where it is absent.</summary>
    public static string Text(this JsonObject? json, string member) => Text(json?[member]);

    /// <summary>A value as text: a string without its quotation marks.</summary>
    public static string Text(this JsonNode? node) => node is null ? "" : node.GetValueKind() == JsonValueKind.String
        ? node.Deserialize<string>()! : node.ToJsonString();

    /// <summary>The fact that a member names.</summary>
    public static Guid Id(this JsonObject json, string member) => Guid.Parse(json.Text(member));
}
