using System.Text.Json;
using System.Text.Json.Serialization;
using Negotiations.Domain;

namespace Negotiations.Contracts.Json;

/// <summary>
/// Reads texts that people send: no control characters but tab and line breaks, nor U+FFFE and U+FFFF, as not every output format can carry
/// them.
/// </summary>
internal sealed class PlainTextConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new RefusedValueException(Refusal.Malformed("wrong-type", null, "expected a JSON string"));
        var text = reader.GetString()!;
        return text.Any(c => c is not ('\n' or '\r' or '\t') && IsUnfit(c))
            ? throw new RefusedValueException(Refusal.Rule("unreadable-text", null,
                "the text holds control characters, or U+FFFE or U+FFFF; remove them"))
            : text;
    }

    /// <summary>Whether no text may hold a character.</summary>
    public static bool IsUnfit(char c) => char.IsControl(c) || c is '\uFFFE' or '\uFFFF';

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
