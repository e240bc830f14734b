using Negotiations.Contracts;
using Negotiations.Domain;
using Negotiations.Service.Http;

namespace Negotiations.Service.Access;

/// <summary>Declares who may use an endpoint.</summary>
internal static class AccessRules
{
    /// <summary>Only callers with these rights may use the endpoint.</summary>
    public static T Needs<T>(this T endpoint, Rights rights) where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessRule(rights)).MayFail(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);

    /// <summary>The refusal for a negotiation that does not exist, or not for the caller.</summary>
    public static Refusal Unknown(Caller caller, string negotiation, IEnumerable<string> keys) =>
        Refusal.NotFound("unknown-negotiation", null,
            $"there is no negotiation '{negotiation}'{Suggestion.For(negotiation, caller.Seeing(keys))}");

    /// <summary>The refusal of something that a caller may not do.</summary>
    public static Refusal Forbidden(Caller caller, Rights needed, string? negotiation) =>
        Refusal.Forbidden("not-permitted",
            $"'{caller.Name}' may not do this{(negotiation is null ? "" : $" in the negotiation '{negotiation}'")}: it takes "
                + $"{Roles(needed)}; whoever operates the service makes keys");

    private static string Roles(Rights needed) =>
        "the role " + string.Join(" or ", Enum.GetValues<AccessRole>().Where(role => (new Grant(role, null).Permits & needed) == needed)
            .Select(role => Words.Of(role)));
}
