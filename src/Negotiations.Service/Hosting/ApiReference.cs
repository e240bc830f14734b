using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Negotiations.Contracts.Json;
using Negotiations.Service.Access;
using Negotiations.Service.Commands;
using Negotiations.Service.Http;

namespace Negotiations.Service.Hosting;

/// <summary>
/// The reference of the API: <c>/openapi/v1.json</c> (OpenAPI 3.1), made from the endpoints and their types, and the page
/// <c>/reference</c> shows it.
/// </summary>
internal static class ApiReference
{
    /// <summary>The name of the document.</summary>
    public const string Document = "v1";

    private const string Examples = "examples.ndjson", Json = "application/json", Key = "key";
    private static readonly string Description =
        "Tracks diplomatic negotiations: what happened, who says so, and where each track stands. Unknown members and parameters are "
            + "refused; in answers, ignore members that you don't know. " +
        "Every query answers HEAD too, and with an ETag by which a reader learns that nothing changed (If-None-Match, 304). Errors are "
            + "problem details (RFC 9457) with a code and, where one is at fault, a field.";

    private static readonly Dictionary<string, string> Faults = new(StringComparer.Ordinal)
    {
        ["400"] = "Malformed: an unknown or missing member or parameter, or one that can't be read.",
        ["401"] = "Nobody is known by what was sent: a key or token is missing, or not valid.",
        ["403"] = "The caller may not do this.",
        ["404"] = "There is no such thing, or the caller may not read it.",
        ["409"] = "It clashes with what is there already.",
        ["410"] = "It was there, and was destroyed.",
        ["413"] = "The body is too large.",
        ["415"] = "The body is of another media type.",
        ["422"] = "A rule forbids it; all reasons are listed.",
        ["429"] = "Too many requests of this caller; Retry-After says when to go on.",
        ["500"] = "It failed through no fault of the caller.",
        ["503"] = "The database can't be reached, something stored is damaged, or what was asked for is not visible yet; "
            + "Retry-After says when to ask again.",
    };

    public static void AddApiReference(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = Formats.Answer.PropertyNamingPolicy;
            options.SerializerOptions.Encoder = Formats.Answer.Encoder;
            (options.SerializerOptions.WriteIndented, options.SerializerOptions.NewLine) = (true, Formats.Answer.NewLine);
            foreach (var converter in Formats.Answer.Converters) options.SerializerOptions.Converters.Add(converter);
        });
        services.AddOpenApi(Document, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = endpoint => endpoint.HttpMethod != HttpMethods.Head;
            options.CreateSchemaReferenceId = info =>
                OpenApiOptions.CreateDefaultSchemaReferenceId(info) is null ? null : NameOf(info.Type);
            options.AddSchemaTransformer(ApiSchemas.Describe);
            options.AddOperationTransformer(Describe);
            options.AddDocumentTransformer((document, _, _) => Describe(document));
        });
    }

    public static void Map(WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").Needs(Rights.None);
    }

    private static Task Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Negotiations",
            Version = Document,
            Description = Description,
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" }
        };
        foreach (var server in document.Servers ?? []) server.Url = server.Url?.TrimEnd('/');
        document.AddComponent(Key,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A key (neg_…), or a token of the configured OpenID Connect provider."
            });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }];
        document.Tags = new HashSet<OpenApiTag>(Area.All.Select(area =>
            new OpenApiTag { Name = area.Name, Description = area.Description }));
        return Task.CompletedTask;
    }

    private static async Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context,
        CancellationToken cancellation)
    {
        var (endpoint, path) = (context.Description.ActionDescriptor.EndpointMetadata, context.Description.RelativePath ?? "");
        if (endpoint.OfType<IAllowAnonymous>().Any()) operation.Security = [];
        operation.OperationId = IdOf(context.Description.HttpMethod ?? "", path);
        operation.Parameters = [.. PathParameters(path), .. endpoint.OfType<KnownParameters>().SelectMany(known => known.Names)
            .Select(name => ApiParameters.Query(name))];
        if (path.EndsWith("/stream", StringComparison.Ordinal) && path.StartsWith("negotiations", StringComparison.Ordinal))
            operation.Parameters.Add(ApiParameters.Header("Last-Event-ID",
            "The id of the last event that the reader has: it goes on after that."));
        var command = path.StartsWith("commands/", StringComparison.Ordinal) ? CommandCatalog.Find(path["commands/".Length..]) : null;
        if (command is not null)
        {
            operation.Summary = (await context.GetOrCreateSchemaAsync(command, null, cancellation)).Description;
            operation.Parameters.Add(ApiParameters.Header(CommandEndpoints.IdempotencyKey,
                "A UUID that is the same as commandId: sent twice, the command is recorded once."));
            operation.Parameters.Add(ApiParameters.Header("If-Match", "The ETag of the home track, which must not have changed."));
            if (operation.RequestBody?.Content?[Json] is { } body && ExampleOf(command.Name) is { } example) body.Example = example;
            operation.Responses!["200"] = new OpenApiResponse
            {
                Description = "The same command was recorded before: its first receipt.",
                Content = operation.Responses["201"].Content
            };
        }
        foreach (var (status, response) in operation.Responses ?? [])
            if (Faults.TryGetValue(status, out var when)) response.Description = when;
    }

    // A nested type gets its view's name: several views have items.
    private static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } plain) return NameOf(plain);
        var name = type.IsGenericType ? $"{type.Name.Split('`')[0]}Of{string.Concat(type.GetGenericArguments().Select(NameOf))}"
            : type.Name;
        return type.DeclaringType is { IsGenericType: false } outer ? NameOf(outer) + name : name;
    }

    private static string IdOf(string method, string path)
    {
        var words = path.Replace("{", "Of/", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
            .Replace("*", "", StringComparison.Ordinal)
            .Split(['/', '-', '.'], StringSplitOptions.RemoveEmptyEntries);
        return method.ToLowerInvariant() + string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private static IEnumerable<IOpenApiParameter> PathParameters(string path) =>
        path.Split('/').Where(part => part.StartsWith('{')).Select(part => ApiParameters.Path(part.Trim('{', '}', '*')));

    // A test posts all of them.
    private static JsonNode? ExampleOf(string command)
    {
        foreach (var line in File.ReadLines(System.IO.Path.Combine(AppContext.BaseDirectory, "Samples", Examples)))
        {
            var example = JsonNode.Parse(line)!.AsObject();
            if (example["command"]!.GetValue<string>() != command) continue;
            example.Remove("command");
            return example;
        }
        return null;
    }
}
