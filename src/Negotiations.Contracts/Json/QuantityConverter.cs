using System.Text.Json;
using System.Text.Json.Serialization;
using Negotiations.Domain;
using Negotiations.Domain.Claims;

namespace Negotiations.Contracts.Json;

/// <summary>
/// Quantities: <c>{"value": 6000, "basis": "perSide"}</c>, <c>{"atLeast": 40}</c>, <c>{"atMost": 9}</c>, <c>{"about": 60}</c>,
/// <c>{"between": [18, 25]}</c>, <c>{"unknown": true}</c>; a bare number is short for a value.
/// </summary>
internal sealed class QuantityConverter : JsonConverter<Quantity>
{
    private const string Accepted =
        "write a quantity as {\"value\": 6000}, {\"atLeast\": 40}, {\"atMost\": 9}, {\"about\": 60}, {\"between\": [18, 25]} or "
            + "{\"unknown\": true}, " +
        "each with \"basis\": \"total\", \"perSide\", \"oneWay\" or \"unspecified\" where the source says what it counts";

    private static readonly HashSet<string> Members = ["basis", "value", "atLeast", "atMost", "about", "between", "unknown"];

    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number) return RefusedValueException.Unwrap(Quantity.Exactly(Whole(ref reader)));
        if (reader.TokenType != JsonTokenType.StartObject) throw Unreadable(Accepted);
        (QuantityForm Form, long First, long? Second)? stated = null;
        Basis? basis = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (!Members.Contains(name)) throw Unreadable($"'{name}' is no member of a quantity: {Accepted}");
            if (name == "basis" && basis is null) basis = JsonSerializer.Deserialize<Basis>(ref reader, options);
            else if (name != "basis" && stated is null) stated = Stated(name, ref reader);
            else throw Unreadable($"a quantity is stated once: {Accepted}");
        }
        var (form, first, second) = stated ?? throw Unreadable(Accepted);
        return RefusedValueException.Unwrap(Quantity.Of(form, first, second, basis ?? Basis.Unspecified));
    }

    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(Words.Of(value.Form));
        if (value.Form == QuantityForm.Unknown) writer.WriteBooleanValue(true);
        else if (value.Second is { } second)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(value.First);
            writer.WriteNumberValue(second);
            writer.WriteEndArray();
        }
        else writer.WriteNumberValue(value.First);
        if (value.Basis != Basis.Unspecified) writer.WriteString("basis", Words.Of(value.Basis));
        writer.WriteEndObject();
    }

    private static (QuantityForm, long, long?) Stated(string name, ref Utf8JsonReader reader) => name switch
    {
        "value" => (QuantityForm.Value, Whole(ref reader), null),
        "atLeast" => (QuantityForm.AtLeast, Whole(ref reader), null),
        "atMost" => (QuantityForm.AtMost, Whole(ref reader), null),
        "about" => (QuantityForm.About, Whole(ref reader), null),
        "between" => Range(ref reader),
        "unknown" when reader.TokenType == JsonTokenType.True => (QuantityForm.Unknown, 0, null),
        _ => throw Unreadable(Accepted),
    };

    private static (QuantityForm, long, long?) Range(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw Unreadable(Accepted);
        reader.Read();
        var first = Whole(ref reader);
        reader.Read();
        var second = Whole(ref reader);
        reader.Read();
        return reader.TokenType == JsonTokenType.EndArray ? (QuantityForm.Between, first, second) : throw Unreadable(Accepted);
    }

    private static long Whole(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var number) && number == decimal.Truncate(number)
            && Math.Abs(number) <= long.MaxValue
            ? (long)number
            : throw Unreadable("a quantity is a whole number");

    private static RefusedValueException Unreadable(string detail) => new(Refusal.Malformed("unreadable-quantity", null, detail));
}
