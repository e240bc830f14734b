using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Negotiations.Contracts.Json;
using Negotiations.Domain;

namespace Negotiations.Service.Http;

/// <summary>
/// Errors as callers see them: RFC 9457 problem details with a <c>code</c> and, where one member is at fault, a <c>field</c>.
/// </summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    /// <summary>The HTTP status of a refusal.</summary>
    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Malformed => StatusCodes.Status400BadRequest,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Failed => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    /// <summary>The answer to something that was refused; of several reasons the first is shown on top and all are listed.</summary>
    public static IResult Of(params ImmutableArray<Refusal> refusals) =>
        Results.Text(Json(refusals).ToJsonString(Formats.Answer), ContentType, statusCode: StatusOf(refusals[0].Kind));

    /// <summary>A problem that is no refusal.</summary>
    public static IResult Of(int status, string code, string detail) =>
        Results.Text(Json(status, code, detail, null).ToJsonString(Formats.Answer), ContentType, statusCode: status);

    /// <summary>The problem as JSON.</summary>
    public static JsonObject Json(ImmutableArray<Refusal> refusals)
    {
        var problem = Json(StatusOf(refusals[0].Kind), refusals[0].Code, refusals[0].Detail, refusals[0].Field);
        if (refusals.Length > 1)
            problem["errors"] = new JsonArray([.. refusals.Select(refusal =>
                new JsonObject { ["code"] = refusal.Code, ["field"] = refusal.Field, ["detail"] = refusal.Detail })]);
        return problem;
    }

    private static JsonObject Json(int status, string code, string detail, string? field)
    {
        var problem = new JsonObject
        {
            ["type"] = "about:blank",
            ["title"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = detail,
            ["code"] = code,
        };
        if (field is not null) problem["field"] = field;
        return problem;
    }
}
