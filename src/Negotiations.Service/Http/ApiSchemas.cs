using System.Reflection;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Service.Http;

/// <summary>
/// The schemas of what is written as one text or in a form of its own, and the descriptions of types and members, which are their doc
/// comments.
/// </summary>
internal static class ApiSchemas
{
    /// <summary>What a key looks like.</summary>
    public const string KeyPattern = "^[a-z0-9][a-z0-9-]{0,63}$";

    private const string ActorPattern = "^[a-z0-9][a-z0-9-]{0,63}(/[a-z0-9][a-z0-9-]{0,63})?$";
    private static readonly Lazy<Dictionary<string, string>> Comments = new(ReadComments);

    /// <summary>What a type is, in the words of its doc comment; null where it has none.</summary>
    public static string? SummaryOf(Type type) => Comments.Value.GetValueOrDefault($"T:{type.FullName?.Replace('+', '.')}");

    /// <summary>Describes the schema of a type.</summary>
    public static Task Describe(OpenApiSchema schema, Type type)
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
        else if (plain == typeof(ProblemDetails)) Problem(schema);
        else if (plain.IsEnum) Words(schema, plain);
        else if (schema is { Type: { } form, Items: null } && form.HasFlag(JsonSchemaType.Array) && ElementOf(plain) is { } element)
            return Describe(AddItems(schema), element);
        else Members(schema, plain);
        return Task.CompletedTask;
    }

    private static Type? ElementOf(Type type) =>
        type.GetInterfaces().Append(type)
            .FirstOrDefault(known => known.IsGenericType
            && known.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    // What is written as one text is not looked into where it is an item.
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
            "How many: one of value, atLeast, atMost, about, between and unknown, with a basis where the source says what it counts. A bare number is short for value.");
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
        Become(schema, JsonSchemaType.String, SummaryOf(type));
        schema.Enum = [.. Enum.GetNames(type).Select(name => JsonValue.Create(Domain.Words.Of(name)))];
    }

    private static void Members(OpenApiSchema schema, Type type)
    {
        schema.Description ??= SummaryOf(type);
        if (type.IsAssignableTo(typeof(Command))) schema.AdditionalPropertiesAllowed = false;
        foreach (var property in type.GetProperties())
        {
            var name = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (!property.CanWrite && type.IsAssignableTo(typeof(Command))) schema.Properties?.Remove(name);
            if (schema.Properties?.TryGetValue(name, out var found) == true && found is OpenApiSchema member)
                member.Description ??= CommentOf(property);
        }
    }

    private static string? CommentOf(PropertyInfo property)
    {
        var type = property.DeclaringType!.FullName?.Replace('+', '.');
        return Comments.Value.GetValueOrDefault($"P:{type}.{property.Name}")
            ?? Comments.Value.GetValueOrDefault($"A:{type}.{property.Name}");
    }

    // The doc comments lie beside the assemblies; without them the reference has no words, and everything else.
    private static Dictionary<string, string> ReadComments()
    {
        var comments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assembly in new[] { typeof(ApiSchemas).Assembly, typeof(Page<>).Assembly, typeof(Fact).Assembly })
        {
            var file = Path.ChangeExtension(Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".dll"), ".xml");
            if (!File.Exists(file)) continue;
            foreach (var member in XDocument.Load(file).Descendants("member"))
            {
                var name = member.Attribute("name")!.Value;
                if (member.Element("summary") is { } summary) comments[name] = Plain(summary);
                foreach (var parameter in member.Elements("param"))
                    comments.TryAdd($"A:{name[2..]}.{parameter.Attribute("name")!.Value}", Plain(parameter));
            }
        }
        return comments;
    }

    private static string Plain(XElement comment) =>
        string.Join(' ', string.Concat(comment.Nodes()
        .Select(node => node is XElement { IsEmpty: true } reference ? reference.Attribute("cref")?.Value.Split('.')[^1]
        : node is XElement text ? text.Value : node.ToString()))
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("&amp;", "&", StringComparison.Ordinal);
}
