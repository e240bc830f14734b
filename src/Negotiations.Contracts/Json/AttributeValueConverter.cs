using System.Text.Json;
using System.Text.Json.Serialization;
using Negotiations.Domain;
using Negotiations.Domain.Facts;

namespace Negotiations.Contracts.Json;

/// <summary>What a data set says under one of its own names: a text, a number or a truth value in JSON.</summary>
internal sealed class AttributeValueConverter : JsonConverter<AttributeValue>
{
    // A null would come as a value otherwise.
    public override bool HandleNull => true;

    public override AttributeValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => AttributeValue.Of(JsonSerializer.Deserialize<string>(ref reader, options)!),
            JsonTokenType.True or JsonTokenType.False => AttributeValue.Of(reader.GetBoolean()),
            JsonTokenType.Number when reader.TryGetDouble(out var number) && double.IsFinite(number) => AttributeValue.Of(number),
            _ => throw new RefusedValueException(Refusal.Malformed("wrong-type", null,
                "an attribute is a text, a number or true or false")),
        };

    public override void Write(Utf8JsonWriter writer, AttributeValue value, JsonSerializerOptions options)
    {
        if (value.Text is { } text) writer.WriteStringValue(text);
        else if (value.Number is { } number) writer.WriteNumberValue(number);
        else writer.WriteBooleanValue(value.Truth == true);
    }
}
