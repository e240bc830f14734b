using System.Text.Json;
using System.Text.Json.Serialization;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Facts;

namespace Negotiations.Contracts.Json;

/// <summary>A fact of any type inside a state: an object of one member, by the name under which the type is stored.</summary>
internal sealed class FactConverter : JsonConverter<Fact>
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(Fact);

    public override Fact? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.GetString() is not { } name
            || FactTypes.All.FirstOrDefault(type => type.StoredName == name) is not { } known)
            throw new JsonException("a fact is an object of one member, by its stored name");
        reader.Read();
        var fact = (Fact?)JsonSerializer.Deserialize(ref reader, known.Fact, options);
        reader.Read();
        return fact;
    }

    public override void Write(Utf8JsonWriter writer, Fact value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(FactTypes.All.First(type => type.Fact == value.GetType()).StoredName);
        JsonSerializer.Serialize(writer, value, value.GetType(), options);
        writer.WriteEndObject();
    }
}
