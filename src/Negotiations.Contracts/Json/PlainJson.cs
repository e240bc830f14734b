using System.Text.Json;
using Negotiations.Domain;

namespace Negotiations.Contracts.Json;

/// <summary>Rules for all JSON that people send: readable texts, plain names, and no null among the items of a list.</summary>
internal static class PlainJson
{
    /// <summary>The first fault; null when there is none. Throws <see cref="JsonException"/> where it is no JSON at all.</summary>
    public static Refusal? Fault(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Formats.Request.MaxDepth });
        var (name, lists) = ("", new Stack<bool>());
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    lists.Push(reader.TokenType == JsonTokenType.StartArray);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    lists.Pop();
                    break;
                case JsonTokenType.Null when lists.TryPeek(out var isList) && isList:
                    return Refusal.Malformed("null-item", name, $"an item of '{name}' is null; leave it out");
                case JsonTokenType.PropertyName or JsonTokenType.String:
                    if (Text(ref reader) is not { } text)
                        return Refusal.Malformed("unreadable-text", name == "" ? null : name, "a text is no valid Unicode");
                    if (reader.TokenType == JsonTokenType.String) break;
                    if (text.Any(PlainTextConverter.IsUnfit))
                        return Refusal.Malformed("unreadable-text", null, "a member's name holds control characters");
                    name = text;
                    break;
            }
        }
        return null;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
