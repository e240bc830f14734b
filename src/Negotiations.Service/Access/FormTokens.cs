using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Net.Http.Headers;
using Negotiations.Service.Http;

namespace Negotiations.Service.Access;

/// <summary>
/// Whoever is signed in by a cookie, or is about to be, changes something only by a form of this service's own pages: each carries a token
/// that no other site can know, and says where it comes from.
/// </summary>
internal sealed class FormTokens(IAntiforgery antiforgery)
{
    /// <summary>The header that may carry the token instead of the form.</summary>
    public const string Header = "Form-Token";

    /// <summary>The token for the forms of a page, which no cache may keep.</summary>
    public string For(HttpContext context) => antiforgery.GetAndStoreTokens(context).RequestToken!;

    /// <summary>Whether a request carries the token.</summary>
    public async Task<bool> Holds(HttpContext context)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            // The form itself can't be read.
            return false;
        }
    }

    /// <summary>Turns back requests that would change something, by a cookie alone.</summary>
    public static async Task Guard(HttpContext context, RequestDelegate next)
    {
        var changes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
            && !HttpMethods.IsOptions(context.Request.Method);
        // A browser tells where a form came from, also where it has no token because nobody is signed in yet.
        if (changes && IsFromElsewhere(context.Request)) await Refused().ExecuteAsync(context);
        else if (changes && context.User.Identity?.AuthenticationType == CookieAuthenticationDefaults.AuthenticationScheme
            && !await context.RequestServices.GetRequiredService<FormTokens>().Holds(context))
            await Refused().ExecuteAsync(context);
        else await next(context);
    }

    // What a browser says of the site counts first: of a page that tells nobody where it is, its origin is "null".
    private static bool IsFromElsewhere(HttpRequest request) => !request.Headers.ContainsKey(HeaderNames.Authorization)
        && (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site ? site is not ("same-origin" or "none")
            : request.Headers.Origin is [{ } origin, ..]
                && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));

    /// <summary>The answer to a request without the token.</summary>
    public static IResult Refused() => Problems.Of(StatusCodes.Status403Forbidden, "form-token",
        "this did not come from a page of this service that is still good: go back, load the page again, and send it once more");
}
