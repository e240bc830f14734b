using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Web.Pages;

namespace Negotiations.Service.Pages;

/// <summary>Shows problems to people: the way in for whoever has not signed in, else what is wrong and what to do.</summary>
internal sealed class ProblemPages(TimeProvider clock, SignInPages signIn) : IProblemPage
{
    /// <inheritdoc/>
    public IResult Of(HttpContext context, ProblemDetails problem)
    {
        var frame = PageFrames.Bare(context, null, clock.GetUtcNow());
        var status = problem.Status ?? StatusCodes.Status500InternalServerError;
        if (status == StatusCodes.Status401Unauthorized)
            return signIn.Of(context, context.Request.Path.StartsWithSegments("/sign-in", StringComparison.Ordinal) ? "/"
                : $"{context.Request.Path}{context.Request.QueryString}",
                problem.Extensions["code"] is RefusedAccess.Unauthenticated
                    && !context.Request.Headers.ContainsKey(HeaderNames.Authorization)
                    ? null : problem.Detail, status);
        return new RazorComponentResult<ProblemPage>(new Dictionary<string, object?>
        {
            [nameof(ProblemPage.Frame)] = frame,
            [nameof(ProblemPage.Status)] = status,
            [nameof(ProblemPage.Code)] = problem.Extensions["code"] as string ?? "",
            [nameof(ProblemPage.Detail)] = problem.Detail ?? "",
        })
        { StatusCode = status };
    }
}
