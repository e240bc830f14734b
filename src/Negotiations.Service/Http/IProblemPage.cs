using Microsoft.AspNetCore.Mvc;

namespace Negotiations.Service.Http;

/// <summary>Shows a problem to people.</summary>
internal interface IProblemPage
{
    /// <summary>The page of a problem.</summary>
    IResult Of(HttpContext context, ProblemDetails problem);
}
