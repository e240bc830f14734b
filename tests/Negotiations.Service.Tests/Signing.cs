using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>Signs a message as README tells senders to; made apart from what checks it.</summary>
internal static class Signing
{
    /// <summary>The headers by which a sender is known; none for what no sender could sign.</summary>
    public static Dictionary<string, string> Headers(string key, string body, string? command = null, string? id = null)
    {
        if (Parsed(body) is not { } json) return [];
        var members = json["data"] as JsonObject ?? json;
        command ??= json["command"]?.ToString() ?? Command(json["type"]?.ToString());
        id = members["commandId"]?.ToString() ?? json["id"]?.ToString() ?? id;
        var signed = $"{command}\n{id}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}";
        var secret = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key))));
        return new()
        {
            ["negotiations-key"] = key.Split('_')[1],
            ["negotiations-signature"] = Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(signed)))
        };
    }

    private static JsonObject? Parsed(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // negotiations.record-position.v1 brings RecordPosition.
    private static string? Command(string? type) =>
        type is null ? null : string.Concat(type.Split('.')[1].Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
