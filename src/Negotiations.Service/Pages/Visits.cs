using System.Globalization;

namespace Negotiations.Service.Pages;

/// <summary>When a browser was here before, for what changed since; it keeps that itself, in a cookie.</summary>
internal static class Visits
{
    private const string Cookie = "negotiations-visits";
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(30), Kept = TimeSpan.FromDays(365);

    /// <summary>The end of the last visit, as far as it is known; this one is noted.</summary>
    public static DateTimeOffset? Last(HttpContext context, DateTimeOffset now)
    {
        var (before, latest) = context.Request.Cookies[Cookie]?.Split('.') is [var first, var second] ? (At(first), At(second)) : (null,
            null);
        if (latest is null || now - latest > Apart) before = latest;
        context.Response.Cookies.Append(Cookie, $"{before?.ToUnixTimeSeconds()}.{now.ToUnixTimeSeconds()}",
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = Kept, Secure = context.Request.IsHttps });
        return before;
    }

    private static DateTimeOffset? At(string seconds) => long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture,
        out var whole)
        && whole < DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(whole) : null;
}
