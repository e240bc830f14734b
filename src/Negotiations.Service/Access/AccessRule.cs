using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Net.Http.Headers;
using Negotiations.Contracts;
using Negotiations.Domain;
using Negotiations.Service.Http;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Access;

/// <summary>
/// What the caller of an endpoint must be permitted: with the negotiation that its address names, or, where it names none, with all;
/// <see cref="Rights.None"/> lets every caller in,
/// and the endpoint shows each what they may see. An endpoint that says nothing is for operators.
/// </summary>
/// <param name="Needs">What is needed.</param>
internal sealed record AccessRule(Rights Needs)
{
    private const string RouteValue = "negotiation";
    private static readonly AccessRule Unsaid = new(Rights.Operate);

    /// <summary>The rule of a request; null where there is nothing at its address, which every caller may know.</summary>
    public static AccessRule? Of(HttpContext context) =>
        context.GetEndpoint() is { } endpoint ? endpoint.Metadata.GetMetadata<AccessRule>() ?? Unsaid : null;

    /// <summary>The negotiation that a request's address names.</summary>
    public static string? NegotiationOf(HttpContext context) => context.GetRouteValue(RouteValue) as string;
}

/// <summary>Says of endpoints who may use them.</summary>
internal static class AccessRules
{
    /// <summary>Only callers with these rights may use the endpoint.</summary>
    public static T Needs<T>(this T endpoint, Rights rights) where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessRule(rights));

    /// <summary>The answer about a negotiation that does not exist, or not for the caller.</summary>
    public static Refusal Unknown(Caller caller, string negotiation, IEnumerable<string> keys) =>
        Refusal.NotFound("unknown-negotiation", null,
            $"there is no negotiation '{negotiation}'{Suggestion.For(negotiation, caller.Seeing(keys))}");

    /// <summary>The refusal of something that a caller may not do.</summary>
    public static Refusal Forbidden(Caller caller, Rights needed, string? negotiation) =>
        Refusal.Forbidden("not-permitted",
            $"'{caller.Name}' may not do this{(negotiation is null ? "" : $" in the negotiation '{negotiation}'")}: it takes {Roles(needed)}; whoever operates the service makes keys");

    private static string Roles(Rights needed) =>
        "the role " + string.Join(" or ", Enum.GetValues<AccessRole>().Where(role => (new Grant(role, null).Permits & needed) == needed)
            .Select(role => Words.Of(role)));
}

/// <summary>The one policy, of every address: there is a caller, and the rule of the endpoint lets them in.</summary>
internal sealed class AccessPolicy : AuthorizationHandler<AccessPolicy>, IAuthorizationRequirement, IAuthorizationPolicyProvider
{
    private readonly Task<AuthorizationPolicy?> policy;

    public AccessPolicy() => policy = Task.FromResult<AuthorizationPolicy?>(new AuthorizationPolicyBuilder().RequireAuthenticatedUser()
        .AddRequirements(this).Build());

    /// <summary>
    /// There is nothing to keep for each endpoint, and to keep it every endpoint would be made a second time when the service starts.
    /// </summary>
    public bool AllowsCachingPolicies => false;

    public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => policy!;

    public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => policy;

    public Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) => policy;

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessPolicy requirement)
    {
        if (context.Resource is HttpContext http
            && (AccessRule.Of(http) is not { Needs: not Rights.None and var needed } || http.Caller()
            .May(needed, AccessRule.NegotiationOf(http)))) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>
/// Answers those who are turned away, as problems: who is not known with 401, who may not do it with 403; a negotiation that the caller may
/// not read doesn't exist for them.
/// </summary>
internal sealed class RefusedAccess(IDocumentStore store, AuditTrail audit) : IAuthorizationMiddlewareResultHandler
{
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
        return Problems.Of(StatusCodes.Status401Unauthorized, "unauthenticated",
            context.Request.Headers.ContainsKey(HeaderNames.Authorization)
            ? "the key or token is not valid here, or no longer"
                : "say who you are: send a key, as Authorization: Bearer neg_…; scripts/negotiations finds the one of a service that runs here");
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
