using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Negotiations.Service.Json;

/// <summary>The three dialects of JSON: what is stored, what callers may send, and what they are answered.</summary>
public static class Formats
{
    /// <summary>How facts and snapshots are stored: camelCase, words for enums, nothing for null. A change here changes stored formats.</summary>
    public static JsonSerializerOptions Stored { get; } = Frozen(Store(new JsonSerializerOptions()));

    /// <summary>How commands are read: unknown, missing, doubled and null members are refused, and so is what nests too deep.</summary>
    public static JsonSerializerOptions Request { get; } = Frozen(new(Base())
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        MaxDepth = 16,
        Converters = { new PlainTextConverter() },
    });

    /// <summary>How answers are written: as stored, with nulls.</summary>
    public static JsonSerializerOptions Answer { get; } = Frozen(new(Base()) { WriteIndented = true, NewLine = "\n" });

    /// <summary>How answers of many lines are written: one value a line.</summary>
    public static JsonSerializerOptions Line { get; } = Frozen(new(Base()));

    /// <summary>Makes given options those of what is stored.</summary>
    public static JsonSerializerOptions Store(JsonSerializerOptions options)
    {
        // First come first served: the store's own converter for enums stands behind these.
        foreach (var converter in Base().Converters.Reverse()) options.Converters.Insert(0, converter);
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.IgnoreReadOnlyProperties = true;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return options;
    }

    private static JsonSerializerOptions Base() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            TextConverters.Key, TextConverters.ActorKey, TextConverters.Reference, TextConverters.Measure, TextConverters.Occurrence,
            new QuantityConverter(), new ClaimValueConverter(), new WordConverterFactory(),
        },
    };

    private static JsonSerializerOptions Frozen(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
