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
