using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Net.Http.Headers;
using Negotiations.Domain;
using Negotiations.Service.Http;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Access;

/// <summary>
/// Answers refused requests with problems: 401 for an unknown caller, 403 for missing rights, and 404 for a negotiation that the caller may
/// not read.
/// </summary>
internal sealed class RefusedAccess(IDocumentStore store, AuditTrail audit) : IAuthorizationMiddlewareResultHandler
{
    /// <summary>The code of the answer to somebody unknown.</summary>
    public const string Unauthenticated = "unauthenticated";

    private readonly AuthorizationMiddlewareResultHandler usual = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) await usual.HandleAsync(next, context, policy, authorizeResult);
        else if (authorizeResult.Challenged) await Challenge(context).ExecuteAsync(context);
        else await (await Forbid(context, AccessRule.Of(context)!.Needs)).ExecuteAsync(context);
    }

    private static IResult Challenge(HttpContext context)
    {
        context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return Problems.Of(StatusCodes.Status401Unauthorized, Unauthenticated,
            context.Request.Headers.ContainsKey(HeaderNames.Authorization)
            ? "the key or token is not valid here, or no longer"
                : "say who you are: send a key, as Authorization: Bearer neg_…; scripts/negotiations finds the one of a service that "
                    + "runs here");
    }

    private async Task<IResult> Forbid(HttpContext context, Rights needed)
    {
        var (caller, negotiation) = (context.Caller(), AccessRule.NegotiationOf(context));
        await audit.Note(new AuditEntry
        {
            Action = AuditAction.Refused,
            By = caller.Name,
            Negotiation = negotiation,
            Thing = $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}",
            Detail = $"needs {Words.Of(needed)}"
        }, context.RequestAborted);
        if (negotiation is null || caller.May(Rights.Read, negotiation))
            return Problems.Of(AccessRules.Forbidden(caller, needed, negotiation));
        await using var session = store.QuerySession();
        return Problems.Of(AccessRules.Unknown(caller, negotiation, caller.Readable is null ? []
            : await session.NegotiationKeys(context.RequestAborted)));
    }
}
