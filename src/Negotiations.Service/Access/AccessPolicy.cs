using Microsoft.AspNetCore.Authorization;

namespace Negotiations.Service.Access;

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
