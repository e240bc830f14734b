using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Net.Http.Headers;
using Negotiations.Domain;
using Negotiations.Service.Http;
using Negotiations.Service.Querying;
using Negotiations.Service.Recording;

namespace Negotiations.Service.Access;

/// <summary>
/// What the caller of an endpoint must be permitted: with the negotiation that its address names, or, where it names none, with all; <see cref="Rights.None"/> lets every caller in,
/// and the endpoint shows each what they may see.
/// </summary>
/// <param name="Needs">What is needed.</param>
internal sealed record AccessRule(Rights Needs) : IAuthorizationRequirement
{
    /// <summary>The part of an address that names the negotiation.</summary>
    public const string RouteValue = "negotiation";
}

/// <summary>Says of endpoints who may use them.</summary>
internal static class AccessRules
{
    /// <summary>Only callers with these rights may use the endpoint.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, Rights rights) =>
        endpoint.RequireAuthorization(policy => policy.RequireAuthenticatedUser().AddRequirements(new AccessRule(rights))).WithMetadata(new AccessRule(rights));

    /// <summary>The answer about a negotiation that does not exist, or not for the caller.</summary>
    public static Refusal Unknown(Caller caller, string negotiation, IEnumerable<string> keys) =>
        Refusal.NotFound("unknown-negotiation", null, $"there is no negotiation '{negotiation}'{Suggestion.For(negotiation, caller.Seeing(keys))}");

    /// <summary>The refusal of something that a caller may not do.</summary>
    public static Refusal Forbidden(Caller caller, Rights needed, string? negotiation) =>
        Refusal.Forbidden("not-permitted", $"'{caller.Name}' may not do this{(negotiation is null ? "" : $" in the negotiation '{negotiation}'")}: it takes {Roles(needed)}; whoever operates the service makes keys");

    private static string Roles(Rights needed) =>
        "the role " + string.Join(" or ", Enum.GetValues<AccessRole>().Where(role => (new Grant(role, null).Permits & needed) == needed).Select(role => Words.Of(role)));
}

/// <summary>Decides on an <see cref="AccessRule"/>.</summary>
internal sealed class AccessRuleHandler : AuthorizationHandler<AccessRule>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRule requirement)
    {
        if (context.Resource is HttpContext http && (requirement.Needs == Rights.None || http.Caller().May(requirement.Needs, http.GetRouteValue(AccessRule.RouteValue) as string))) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>Answers those who are turned away, as problems: who is not known with 401, who may not do it with 403; a negotiation that the caller may not read doesn't exist for them.</summary>
internal sealed class RefusedAccess(IDocumentStore store, AuditTrail audit) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler usual = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) await usual.HandleAsync(next, context, policy, authorizeResult);
        else if (authorizeResult.Challenged) await Challenge(context).ExecuteAsync(context);
        else await (await Forbid(context, policy.Requirements.OfType<AccessRule>().First().Needs)).ExecuteAsync(context);
    }

    private static IResult Challenge(HttpContext context)
    {
        context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return Problems.Of(StatusCodes.Status401Unauthorized, "unauthenticated", context.Request.Headers.ContainsKey(HeaderNames.Authorization)
            ? "the key or token is not valid here, or no longer" : "say who you are: send a key, as Authorization: Bearer neg_…; scripts/negotiations finds the one of a service that runs here");
    }

    private async Task<IResult> Forbid(HttpContext context, Rights needed)
    {
        var (caller, negotiation) = (context.Caller(), context.GetRouteValue(AccessRule.RouteValue) as string);
        await audit.Note(new AuditEntry { Action = AuditAction.Refused, By = caller.Name, Negotiation = negotiation, Thing = $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}", Detail = $"needs {Words.Of(needed)}" }, context.RequestAborted);
        if (negotiation is null || caller.May(Rights.Read, negotiation)) return Problems.Of(AccessRules.Forbidden(caller, needed, negotiation));
        await using var session = store.QuerySession();
        return Problems.Of(AccessRules.Unknown(caller, negotiation, caller.Readable is null ? [] : await session.NegotiationKeys(context.RequestAborted)));
    }
}
