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
            reader = start;
            reader.Skip();
            return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);
}
