using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Negotiations.Service.Hosting;
using Negotiations.Web.Pages;

namespace Negotiations.Service.Pages;

/// <summary><c>/reference</c>: the reference of the API as a page, made from the document at <c>/openapi/v1.json</c>.</summary>
internal static class ReferencePages
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapOpenPage("/reference", Get);

    private static async Task<IResult> Get(HttpContext context, TimeProvider clock) => PageResult.Of<ReferencePage>(context,
        PageFrames.Bare(context, null, clock.GetUtcNow()), (nameof(ReferencePage.Document), await Document(context)));

    private static async Task<JsonObject> Document(HttpContext context)
    {
        var provider = context.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(ApiReference.Document);
        var document = await provider.GetOpenApiDocumentAsync(context.RequestAborted);
        return JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, context.RequestAborted))!.AsObject();
    }
}
