using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Negotiations.Domain;

namespace Negotiations.Contracts.Json;

/// <summary>The dialects of JSON: what is stored, what callers may send, and what they are answered.</summary>
public static class Formats
{
    /// <summary>
    /// How facts and snapshots are stored: camelCase, words for enums, nothing for null. A change here changes stored formats.
    /// </summary>
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
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Forget } },
    });

    /// <summary>How facts that were exported are read: as stored, but strictly, for they may come from anywhere.</summary>
    public static JsonSerializerOptions Imported { get; } = Frozen(Strict(Store(new JsonSerializerOptions())));

    /// <summary>How answers are written: as stored, with nulls.</summary>
    public static JsonSerializerOptions Answer { get; } = Frozen(new(Base()) { WriteIndented = true, NewLine = "\n" });

    /// <summary>How answers of many lines are written: one value a line.</summary>
    public static JsonSerializerOptions Line { get; } = Frozen(new(Base()));

    /// <summary>Configures options for stored JSON.</summary>
    public static JsonSerializerOptions Store(JsonSerializerOptions options)
    {
        // The first converter wins: these come before the store's own for enums.
        foreach (var converter in Base().Converters.Reverse()) options.Converters.Insert(0, converter);
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.IgnoreReadOnlyProperties = true;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Omit } };
        return options;
    }

    // Required constructor parameters must be present; nullable ones are left out when stored.
    private static JsonSerializerOptions Strict(JsonSerializerOptions options)
    {
        (options.UnmappedMemberHandling, options.RespectNullableAnnotations, options.AllowDuplicateProperties, options.MaxDepth) =
            (JsonUnmappedMemberHandling.Disallow, true, false, Request.MaxDepth);
        options.Converters.Add(new PlainTextConverter());
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Omit, Forget, Require } };
        return options;
    }

    private static void Omit(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.AttributeProvider?.IsDefined(typeof(OmittedWhileEmptyAttribute), inherit: false) == true)
                property.ShouldSerialize = (_, value) => value is ICollection { Count: > 0 };
    }

    // Members that can't be set are removed: if a sender writes one, it must be refused as unknown.
    private static void Forget(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Properties[i] is { Set: null, AssociatedParameter: null }) type.Properties.RemoveAt(i);
    }

    private static void Require(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.AssociatedParameter is { IsNullable: false, HasDefaultValue: false }) property.IsRequired = true;
    }

    private static JsonSerializerOptions Base() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            TextConverters.Key, TextConverters.ActorKey, TextConverters.Thing, TextConverters.Reference, TextConverters.Standpoint,
            TextConverters.Measure, TextConverters.Occurrence, new AttributeValueConverter(), new QuantityConverter(),
            new ClaimValueConverter(), new FactConverter(), new WordConverterFactory(),
        },
    };

    private static JsonSerializerOptions Frozen(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
