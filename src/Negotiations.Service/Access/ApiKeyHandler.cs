using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Negotiations.Service.Access;

/// <summary>Recognises callers by the key in <c>Authorization: Bearer neg_…</c>.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder, KeyRing ring, AuditTrail audit, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string Keys = "key", Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers[HeaderNames.Authorization].ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var text = header[Prefix.Length..].Trim();
        if (ApiKey.IdOf(text) is not { } id || await ring.Find(id, Context.RequestAborted) is not { } key) return AuthenticateResult.Fail("unknown key");
        var isKnown = key.Is(text);
        if (!isKnown || !key.IsValid(clock.GetUtcNow()))
        {
            await audit.Note(new AuditEntry { Action = AuditAction.Refused, By = isKnown ? key.Name : "", Thing = $"key {key.Id}", Detail = isKnown ? "the key is revoked or has expired" : "the key is not the one of that id" }, Context.RequestAborted);
            return AuthenticateResult.Fail("the key is not valid");
        }
        await ring.Used(key, Context.RequestAborted);
        return AuthenticateResult.Success(new AuthenticationTicket(key.Caller.ToPrincipal(Scheme.Name, key.Id), Scheme.Name));
    }
}
