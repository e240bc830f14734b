using System.Text.Json;
using System.Text.Json.Serialization;
using Wolverine;
using Wolverine.Attributes;

namespace Negotiations.Service.Bus;

/// <summary>The answer, for applications of the bus that wait for one; its JSON is the same as elsewhere.</summary>
/// <param name="Json">The answer.</param>
[MessageIdentity("negotiations.answer"), JsonConverter(typeof(Converter))]
public sealed record PostedAnswer(string Json)
{
    /// <summary>The name alone: what it says must not reach a log.</summary>
    public override string ToString() => nameof(PostedAnswer);

    private sealed class Converter : JsonConverter<PostedAnswer>
    {
        public override PostedAnswer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return new PostedAnswer(document.RootElement.GetRawText());
        }

        public override void Write(Utf8JsonWriter writer, PostedAnswer value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Json);
    }
}
