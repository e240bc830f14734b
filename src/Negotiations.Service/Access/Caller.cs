using System.Collections.Immutable;
using System.Security.Claims;

namespace Negotiations.Service.Access;

/// <summary>Whoever asks.</summary>
/// <param name="Name">Their name in facts and in the audit trail.</param>
/// <param name="Grants">What they may do.</param>
public sealed record Caller(string Name, ImmutableArray<Grant> Grants)
{
    private const string GrantClaim = "negotiations:grant", KeyClaim = "negotiations:key";

    /// <summary>Whoever started the service.</summary>
    public static readonly Caller Local = new("local", Grant.Everything);

    /// <summary>Whether they may do something with a negotiation; without one, with all of them.</summary>
    public bool May(Rights rights, string? negotiation) =>
        Grants.Any(grant => (grant.Permits & rights) == rights && (grant.Negotiation is null || grant.Negotiation == negotiation));

    /// <summary>The negotiations that they may read; null for all.</summary>
    public string[]? Readable =>
        May(Rights.Read, null) ? null : [.. Grants.Where(grant => grant.Permits.HasFlag(Rights.Read)).Select(grant => grant.Negotiation!)
        .Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The negotiations among these that they may read.</summary>
    public IEnumerable<string> Seeing(IEnumerable<string> negotiations) => negotiations.Where(negotiation => May(Rights.Read, negotiation));

    /// <summary>As an identity of ASP.NET Core.</summary>
    /// <param name="scheme">How they were recognised.</param>
    /// <param name="key">The key that they showed; null where it was something else.</param>
    public ClaimsPrincipal ToPrincipal(string scheme, string? key = null) => new(new ClaimsIdentity(
        [new(ClaimTypes.Name, Name), .. Grants.Select(grant => new Claim(GrantClaim, $"{grant}")), .. key is null ? []
            : new[] { new Claim(KeyClaim, key) }], scheme));

    /// <summary>The caller of an identity; null where nobody is known.</summary>
    public static Caller? Of(ClaimsPrincipal principal) => principal.Identity is { IsAuthenticated: true, Name: { } name }
        ? new Caller(name, [.. principal.FindAll(GrantClaim).Select(claim => Grant.Parse(claim.Value).Value).OfType<Grant>()]) : null;

    /// <summary>The id of the key that an identity comes from.</summary>
    public static string? KeyOf(ClaimsPrincipal? principal) => principal?.FindFirstValue(KeyClaim);
}
