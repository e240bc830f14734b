using System.Text.Json;
using System.Text.Json.Serialization;

namespace Negotiations.Contracts.Json;

/// <summary>Reads a value, or null where its stored shape can't be read any more: what can be rebuilt need not stop its reader.</summary>
internal sealed class LenientConverter<T> : JsonConverter<T> where T : class
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var start = reader;
        try
        {
            return JsonSerializer.Deserialize<T>(ref reader, options);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException or NotSupportedException)
        {
            // The whole value has been read ahead, also where what comes after it has not come yet.
            reader = start;
            return reader.TrySkip() ? null : throw new JsonException("a value ends in the middle", fault);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);
}
