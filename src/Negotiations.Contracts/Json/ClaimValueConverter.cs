using System.Text.Json;
using System.Text.Json.Serialization;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Time;

namespace Negotiations.Contracts.Json;

/// <summary>What is claimed for a measure: a quantity as an object or a number, a date or a word as a text.</summary>
internal sealed class ClaimValueConverter : JsonConverter<ClaimValue>
{
    private const int LongestWord = 64;

    public override ClaimValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) return ClaimValue.Of(JsonSerializer.Deserialize<Quantity>(ref reader, options)!);
        var text = reader.GetString()!;
        if (Occurrence.Parse(text).Value is { } date) return ClaimValue.Of(date);
        return text.Length is > 0 and <= LongestWord && text.All(char.IsAsciiLetter)
            ? new WordValue(text)
            : throw new RefusedValueException(Refusal.Malformed("unreadable-value", null,
                "a value is a quantity, a date or a word such as noProgress"));
    }

    public override void Write(Utf8JsonWriter writer, ClaimValue value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case QuantityValue { Stated: var quantity }:
                JsonSerializer.Serialize(writer, quantity, options);
                break;
            case DateValue { Stated: var date }:
                writer.WriteStringValue(date.Text);
                break;
            case WordValue { Stated: var word }:
                writer.WriteStringValue(word);
                break;
            default:
                throw new NotSupportedException($"no JSON for {value.GetType().Name}");
        }
    }
}
