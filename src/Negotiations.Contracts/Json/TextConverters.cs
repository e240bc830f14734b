using System.Text.Json;
using System.Text.Json.Serialization;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Time;

namespace Negotiations.Contracts.Json;

/// <summary>Converters for the domain's values that are written as one text each.</summary>
internal static class TextConverters
{
    public static JsonConverter Key { get; } = new TextConverter<Key>(
        text => Domain.Key.TryParse(text, out var key) ? key : Unusable("invalid-key", text, Domain.Key.Accepted));

    public static JsonConverter ActorKey { get; } = new TextConverter<ActorKey>(
        text => Domain.ActorKey.TryParse(text, out var key) ? key : Unusable("invalid-key", text, Domain.ActorKey.Accepted));

    public static JsonConverter Reference { get; } = new TextConverter<Reference>(
        text => Domain.Reference.TryParse(text, out var reference) ? reference
            : Unusable("invalid-reference", text, Domain.Reference.Accepted));

    public static JsonConverter Measure { get; } = new TextConverter<Measure>(
        text => Domain.Claims.Measure.TryParse(text, out var measure) ? measure
            : Unusable("invalid-measure", text, Domain.Claims.Measure.Accepted));

    public static JsonConverter Occurrence { get; } = new TextConverter<Occurrence>(Domain.Time.Occurrence.Parse);

    private static Refusal Unusable(string code, string text, string accepted) =>
        Refusal.Rule(code, null, $"'{(text.Length <= 80 ? text : text[..80] + "…")}' cannot be used here: {accepted}.");

    private sealed class TextConverter<T>(Func<string, Result<T>> parse) : JsonConverter<T> where T : class
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            RefusedValueException.Unwrap(parse(reader.TokenType == JsonTokenType.String
                ? reader.GetString()!
                : throw new RefusedValueException(Refusal.Malformed("wrong-type", null, "expected a JSON string"))));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}

/// <summary>Carries a refused value out of the JSON reader, which knows where in the document it stands.</summary>
/// <param name="refusal">Why it was refused; its field is not known yet.</param>
public sealed class RefusedValueException(Refusal refusal) : JsonException(refusal.Detail)
{
    /// <summary>Why the value was refused.</summary>
    public Refusal Refusal { get; } = refusal;

    /// <summary>The value, or this exception.</summary>
    public static T Unwrap<T>(Result<T> result) where T : class => result.Value ?? throw new RefusedValueException(result.Refusal!);
}

/// <summary>Reads texts that people send: no control characters but tab and line breaks, for they cannot be stored or shown.</summary>
internal sealed class PlainTextConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new RefusedValueException(Refusal.Malformed("wrong-type", null, "expected a JSON string"));
        var text = reader.GetString()!;
        return text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
            ? throw new RefusedValueException(Refusal.Rule("unreadable-text", null, "the text holds control characters; remove them"))
            : text;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

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
