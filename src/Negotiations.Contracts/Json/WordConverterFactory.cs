using System.Text.Json;
using System.Text.Json.Serialization;
using Negotiations.Domain;

namespace Negotiations.Contracts.Json;

/// <summary>Words of closed lists: exactly as documented, or refused with the list.</summary>
internal sealed class WordConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(WordConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class WordConverter<T> : JsonConverter<T> where T : struct, Enum
    {
        private static readonly Dictionary<string, T> Known = Enum.GetValues<T>()
            .ToDictionary(value => Words.Of(value), StringComparer.Ordinal);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Known.TryGetValue(reader.GetString()!, out var value)
                ? value
                : throw new RefusedValueException(Refusal.Malformed("unknown-word", null,
                    $"expected one of {string.Join(", ", Known.Keys)}"));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Words.Of(value));
    }
}
