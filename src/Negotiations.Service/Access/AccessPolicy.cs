using Microsoft.AspNetCore.Authorization;

namespace Negotiations.Service.Access;

/// <summary>The one policy, for every endpoint: there is a known caller, and the endpoint's rule admits them.</summary>
internal sealed class AccessPolicy : AuthorizationHandler<AccessPolicy>, IAuthorizationRequirement, IAuthorizationPolicyProvider
{
    private readonly Task<AuthorizationPolicy?> policy;

    public AccessPolicy() => policy = Task.FromResult<AuthorizationPolicy?>(new AuthorizationPolicyBuilder().RequireAuthenticatedUser()
        .AddRequirements(this).Build());

    /// <summary>There is nothing to cache per endpoint, and caching would build every endpoint a second time at the start.</summary>
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
