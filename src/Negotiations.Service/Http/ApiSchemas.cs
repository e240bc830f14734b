using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Service.Http;

/// <summary>
/// The schemas of types that have a JSON form of their own, such as one string. Descriptions are the doc comments, which the platform
/// reads.
/// </summary>
internal static class ApiSchemas
{
    /// <summary>What a key looks like.</summary>
    public const string KeyPattern = "^[a-z0-9][a-z0-9-]{0,63}$";

    private const string ActorPattern = "^[a-z0-9][a-z0-9-]{0,63}(/[a-z0-9][a-z0-9-]{0,63})?$";
    /// <summary>Describes the schema of a type.</summary>
    public static async Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        Describe(schema, type);
        // The platform finds no doc comment for a nullable enum.
        if (Nullable.GetUnderlyingType(type) is { IsEnum: true } word)
            schema.Description ??= (await context.GetOrCreateSchemaAsync(word, null, cancellation)).Description;
    }

    private static void Describe(OpenApiSchema schema, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(Key)) Become(schema, JsonSchemaType.String, pattern: KeyPattern, example: "istanbul-talks");
        else if (plain == typeof(ActorKey)) Become(schema, JsonSchemaType.String, pattern: ActorPattern, example: "ua/umerov");
        else if (plain == typeof(Reference))
            Become(schema, JsonSchemaType.String, "A thing such as exchange/remains-1, or an actor.", example: "exchange/remains-1");
        else if (plain == typeof(Measure))
            Become(schema, JsonSchemaType.String, "The address of a number.", example: "exchange/remains-1/ru-ua/agreed");
        else if (plain == typeof(Occurrence)) Become(schema, JsonSchemaType.String, "A date, EDTF level 1.", example: "2025-06-02");
        else if (plain == typeof(Quantity)) Quantified(schema);
        else if (plain == typeof(ClaimValue))
            Become(schema, JsonSchemaType.String | JsonSchemaType.Integer | JsonSchemaType.Object,
            "A quantity, a date, or a word such as noProgress.");
        else if (plain == typeof(AttributeValue))
            Become(schema, JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean, "A text, a number or a truth value.");
        else if (plain == typeof(ProblemDetails)) Problem(schema);
        else if (plain.IsEnum) Words(schema, plain);
        else if (schema is { Type: { } form, Items: null } && form.HasFlag(JsonSchemaType.Array) && ElementOf(plain) is { } element)
            Describe(AddItems(schema), element);
        else Members(schema, plain);
    }

    private static Type? ElementOf(Type type) =>
        type.GetInterfaces().Append(type)
            .FirstOrDefault(known => known.IsGenericType
            && known.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    // The platform gives list items no schema if they are written as one string.
    private static OpenApiSchema AddItems(OpenApiSchema list)
    {
        var items = new OpenApiSchema();
        list.Items = items;
        return items;
    }

    private static void Become(OpenApiSchema schema, JsonSchemaType type, string? description = null, string? pattern = null,
        string? example = null)
    {
        (schema.Type, schema.Properties, schema.Required, schema.Pattern) = (type, null, null, pattern);
        schema.Description = description ?? schema.Description;
        if (example is not null) schema.Examples = [JsonValue.Create(example)];
    }

    private static void Quantified(OpenApiSchema schema)
    {
        Become(schema, JsonSchemaType.Object | JsonSchemaType.Integer,
            "How many: one of value, atLeast, atMost, about, between and unknown, with a basis where the source says what it counts. A "
                + "bare number is short for value.");
        OpenApiSchema Number() => new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0", Maximum = $"{Quantity.Largest}" };
        schema.Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["value"] = Number(),
            ["atLeast"] = Number(),
            ["atMost"] = Number(),
            ["about"] = Number(),
            ["between"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Number(), MinItems = 2, MaxItems = 2 },
            ["unknown"] = new OpenApiSchema { Type = JsonSchemaType.Boolean },
            ["basis"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = [.. Domain.Words.All<Basis>().Select(word => JsonValue.Create(word))]
            },
        };
    }

    private static void Problem(OpenApiSchema schema)
    {
        OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
        schema.Description = "A problem (RFC 9457), as every error is answered.";
        schema.Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("Always about:blank: the code tells more."),
            ["title"] = Text("The HTTP status in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The HTTP status." },
            ["detail"] = Text("What was wrong, where, and what to do."),
            ["code"] = Text("A stable word for programs."),
            ["field"] = Text("The member or parameter at fault; left out when no single one is."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "All reasons, where there are several.",
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["code"] = Text("A stable word for programs."),
                        ["field"] = Text("The member at fault."),
                        ["detail"] = Text("What was wrong."),
                    },
                },
            },
        };
        schema.Required = new HashSet<string> { "type", "title", "status", "detail", "code" };
    }

    private static void Words(OpenApiSchema schema, Type type)
    {
        Become(schema, JsonSchemaType.String);
        schema.Enum = [.. Enum.GetNames(type).Select(name => JsonValue.Create(Domain.Words.Of(name)))];
    }

    private static void Members(OpenApiSchema schema, Type type)
    {
        if (!type.IsAssignableTo(typeof(Command))) return;
        schema.AdditionalPropertiesAllowed = false;
        foreach (var property in type.GetProperties().Where(property => !property.CanWrite))
            schema.Properties?.Remove(JsonNamingPolicy.CamelCase.ConvertName(property.Name));
    }
}
