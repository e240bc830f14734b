using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
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
    public static IResult Of(params ImmutableArray<Refusal> refusals) => new Problem(Details(refusals));

    /// <summary>A problem that is no refusal.</summary>
    public static IResult Of(int status, string code, string detail) => new Problem(Details(status, code, detail, null));

    /// <summary>The problem as JSON.</summary>
    public static JsonObject Json(ImmutableArray<Refusal> refusals) =>
        JsonSerializer.SerializeToNode(Details(refusals), Formats.Answer)!.AsObject();

    private static ProblemDetails Details(ImmutableArray<Refusal> refusals)
    {
        var first = refusals[0];
        var problem = Details(StatusOf(first.Kind), first.Code, first.Detail, first.Field);
        if (refusals.Length > 1)
            problem.Extensions["errors"] = refusals.Select(refusal => new Reason(refusal.Code, refusal.Field, refusal.Detail));
        return problem;
    }

    private static ProblemDetails Details(int status, string code, string detail, string? field)
    {
        var problem = new ProblemDetails
        {
            Type = "about:blank",
            Title = ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = detail,
        };
        problem.Extensions["code"] = code;
        if (field is not null) problem.Extensions["field"] = field;
        return problem;
    }

    // A page for whoever asked for one, else JSON.
    private sealed record Problem(ProblemDetails Details) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            (PageRequests.AreWanted(httpContext.Request) && httpContext.RequestServices.GetService<IProblemPage>() is { } pages
                ? pages.Of(httpContext, Details) : TypedResults.Problem(Details)).ExecuteAsync(httpContext);
    }

    /// <summary>One reason of several.</summary>
    /// <param name="Code">A stable word for programs.</param>
    /// <param name="Field">The member at fault.</param>
    /// <param name="Detail">What was wrong.</param>
    private sealed record Reason(string Code, string? Field, string Detail);
}
