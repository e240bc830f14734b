using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>Signs a message as README tells senders to; made apart from what checks it.</summary>
internal static class Signing
{
    /// <summary>When messages are signed in tests whose services take commands from a broker.</summary>
    public static DateTimeOffset Usually { get; } = new(2025, 8, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The headers by which a sender is known; none for what no sender could sign.</summary>
    public static Dictionary<string, string> Headers(string key, string body, DateTimeOffset sent, string? command = null,
        string? id = null, string? source = null)
    {
        if (Parsed(body) is not { } json) return [];
        var members = json["data"] as JsonObject ?? json;
        command ??= json["command"]?.ToString() ?? Command(json["type"]?.ToString());
        id = members["commandId"]?.ToString() ?? json["id"]?.ToString() ?? id;
        source ??= json["specversion"] is null ? "" : json["source"]?.ToString();
        var at = Instant(sent);
        var signed = $"{command}\n{id}\n{source}\n{at}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}";
        var secret = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(key), "negotiations: sign messages"u8));
        return new()
        {
            ["negotiations-key"] = key.Split('_')[1],
            ["negotiations-sent"] = at,
            ["negotiations-signature"] = Hmac(secret, signed)
        };
    }

    /// <summary>The signature of a plain command by some secret.</summary>
    public static string BySecret(string secret, string body, DateTimeOffset sent)
    {
        var json = Parsed(body)!;
        return Hmac(secret, $"{json["command"]}\n{json["commandId"]}\n\n{Instant(sent)}\n"
            + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))));
    }

    private static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    private static string Hmac(string secret, string signed) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));

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
