namespace Negotiations.Service.Access;

/// <summary>
/// The rights that a caller needs for an endpoint: on the negotiation in its address, or on all where the address names none.
/// <see cref="Rights.None"/> admits every caller; the endpoint then shows only what they may see. An endpoint without a rule is for
/// operators.
/// </summary>
/// <param name="Needs">What is needed.</param>
internal sealed record AccessRule(Rights Needs)
{
    private const string RouteValue = "negotiation";
    private static readonly AccessRule OperatorsOnly = new(Rights.Operate);

    /// <summary>The rule of a request; null where no endpoint has its address, which every caller may know.</summary>
    public static AccessRule? Of(HttpContext context) =>
        context.GetEndpoint() is { } endpoint ? endpoint.Metadata.GetMetadata<AccessRule>() ?? OperatorsOnly : null;

    /// <summary>The negotiation that a request's address names.</summary>
    public static string? NegotiationOf(HttpContext context) => context.GetRouteValue(RouteValue) as string;
}
