using Microsoft.AspNetCore.Http.HttpResults;
using Negotiations.Service.Access;
using Negotiations.Web.Pages;

namespace Negotiations.Service.Pages;

/// <summary>The pages by which one comes and goes.</summary>
internal sealed class SignInPages(FormTokens tokens, TimeProvider clock, IConfiguration configuration)
{
    /// <summary>The way in.</summary>
    /// <param name="context">The request.</param>
    /// <param name="to">Where to go then.</param>
    /// <param name="fault">Why it did not work.</param>
    /// <param name="status">The HTTP status.</param>
    public IResult Of(HttpContext context, string? to, string? fault = null, int status = StatusCodes.Status200OK) =>
        new RazorComponentResult<SignInPage>(new Dictionary<string, object?>
        {
            [nameof(SignInPage.Frame)] = PageFrames.Bare(context, null, clock.GetUtcNow()),
            [nameof(SignInPage.Token)] = tokens.For(context),
            [nameof(SignInPage.To)] = to ?? "/",
            [nameof(SignInPage.Fault)] = fault,
            [nameof(SignInPage.HasProvider)] = OidcRoles.HasSignIn(configuration),
        })
        { StatusCode = status };

    /// <summary>The way out.</summary>
    public IResult Leaving(HttpContext context) => new RazorComponentResult<SignOutPage>(new Dictionary<string, object?>
    {
        [nameof(SignOutPage.Frame)] = PageFrames.Bare(context, null, clock.GetUtcNow()),
        [nameof(SignOutPage.Token)] = tokens.For(context),
    });
}
