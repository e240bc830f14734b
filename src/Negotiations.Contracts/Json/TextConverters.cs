using System.Text.Json;
using System.Text.Json.Serialization;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Time;

namespace Negotiations.Contracts.Json;

/// <summary>Converters for the domain's values that are written as one text each.</summary>
internal static class TextConverters
{
    public static JsonConverter Key { get; } = new TextConverter<Key>(
        text => Domain.Key.TryParse(text, out var key) ? key : throw Unusable("invalid-key", text, Domain.Key.Accepted));

    public static JsonConverter ActorKey { get; } = new TextConverter<ActorKey>(
        text => Domain.ActorKey.TryParse(text, out var key) ? key : throw Unusable("invalid-key", text, Domain.ActorKey.Accepted));

    public static JsonConverter Thing { get; } = new TextConverter<Thing>(
        text => Domain.Thing.TryParse(text, out var thing) ? thing : throw Unusable("invalid-thing", text, Domain.Reference.Accepted));

    public static JsonConverter Reference { get; } = new TextConverter<Reference>(
        text => Domain.Reference.TryParse(text, out var reference) ? reference
            : throw Unusable("invalid-reference", text, Domain.Reference.Accepted));

    // Only stored, never sent.
    public static JsonConverter Standpoint { get; } = new TextConverter<Standpoint>(
        text => Domain.Positions.Standpoint.TryParse(text, out var standpoint) ? standpoint
            : throw new JsonException($"'{text}' is no standpoint"));

    public static JsonConverter Measure { get; } = new TextConverter<Measure>(
        text => Domain.Claims.Measure.TryParse(text, out var measure) ? measure
            : throw Unusable("invalid-measure", text, Domain.Claims.Measure.Accepted));

    public static JsonConverter Occurrence { get; } = new TextConverter<Occurrence>(
        text => RefusedValueException.Unwrap(Domain.Time.Occurrence.Parse(text)));

    private static RefusedValueException Unusable(string code, string text, string accepted) =>
        new(Refusal.Rule(code, null, $"'{(text.Length <= 80 ? text : text[..80] + "…")}' cannot be used here: {accepted}."));

    private sealed class TextConverter<T>(Func<string, T> parse) : JsonConverter<T> where T : notnull
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            parse(reader.TokenType == JsonTokenType.String
                ? reader.GetString()!
                : throw new RefusedValueException(Refusal.Malformed("wrong-type", null, "expected a JSON string")));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            parse(reader.GetString()!);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString()!);
    }
}
