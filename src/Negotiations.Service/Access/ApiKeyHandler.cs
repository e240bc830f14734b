using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Negotiations.Service.Access;

/// <summary>Recognises callers by the key in <c>Authorization: Bearer neg_…</c>, or as the password of <c>Basic</c>.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder,
    KeyCheck check)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string Keys = "key", Prefix = "Bearer ", Basic = "Basic ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (KeyIn(Request.Headers[HeaderNames.Authorization].ToString()) is not { } text) return AuthenticateResult.NoResult();
        if (await check.Known(text, Context.RequestAborted) is not { } key) return AuthenticateResult.Fail("the key is not valid");
        return AuthenticateResult.Success(new AuthenticationTicket(key.Caller.ToPrincipal(Scheme.Name, key.Id), Scheme.Name));
    }

    // Calendars and feed readers can only send a password.
    private static string? KeyIn(string header)
    {
        if (header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return header[Prefix.Length..].Trim();
        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header[Basic.Length..].Trim(), bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length)
            .Split(':', 2)[^1] : null;
    }
}
