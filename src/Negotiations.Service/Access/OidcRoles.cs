using System.Security.Claims;

namespace Negotiations.Service.Access;

/// <summary>
/// What the tokens of an OpenID Connect provider let their holders do: <c>Oidc__Authority</c>, <c>Oidc__Audience</c>, and by role,
/// <c>Oidc__Roles__{role of theirs}</c>, grants such as <c>recorder:russia-ukraine,reader</c>.
/// </summary>
internal sealed class OidcRoles(IConfiguration configuration)
{
    /// <summary>With this their names begin, so that they are told from the names of keys.</summary>
    public const string Prefix = "oidc:";

    private const string Section = "Oidc";

    /// <summary>The issuer; null where none is configured.</summary>
    public static string? Authority(IConfiguration configuration) =>
        configuration[$"{Section}:Authority"] is { Length: > 0 } authority ? authority : null;

    /// <summary>Whether browsers can sign in at the provider: <c>Oidc__ClientId</c> is set.</summary>
    public static bool HasSignIn(IConfiguration configuration) => ClientId(configuration) is not null
        && Authority(configuration) is not null;

    /// <summary>As what the service is known to the provider; null where browsers don't sign in there.</summary>
    public static string? ClientId(IConfiguration configuration) =>
        configuration[$"{Section}:ClientId"] is { Length: > 0 } client ? client : null;

    /// <summary>Plain HTTP is allowed only for a provider on this machine.</summary>
    public static bool NeedsHttps(string authority) => !(Uri.TryCreate(authority, UriKind.Absolute, out var address) && address.IsLoopback);

    /// <summary>For whom tokens must be made.</summary>
    public string Audience => configuration[$"{Section}:Audience"] is { Length: > 0 } audience ? audience
        : throw new AccessSettingException($"Set {Section}__Audience too: it is what tokens for this service are made for.");

    /// <summary>The claim that holds roles.</summary>
    public string RoleClaim => configuration[$"{Section}:RoleClaim"] ?? "roles";

    /// <summary>The claim that holds the name for facts.</summary>
    public string NameClaim => configuration[$"{Section}:NameClaim"] ?? "sub";

    /// <summary>The caller that a token speaks for.</summary>
    public ClaimsPrincipal ToPrincipal(ClaimsPrincipal token, string scheme)
    {
        var name = Prefix + (token.FindFirstValue(NameClaim) ?? token.FindFirstValue("sub"));
        return new Caller(name, [.. token.FindAll(RoleClaim).SelectMany(claim => mapping.GetValueOrDefault(claim.Value) ?? [])])
            .ToPrincipal(scheme);
    }

    private readonly Dictionary<string, Grant[]> mapping = configuration.GetSection($"{Section}:Roles").GetChildren()
        .ToDictionary(role => role.Key, role => Read(role.Key, role.Value ?? ""), StringComparer.Ordinal);

    private static Grant[] Read(string role, string grants) =>
        [.. grants.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(grant => Grant.Parse(grant) is { Value: { } read } ? read
            : throw new AccessSettingException($"{Section}__Roles__{role}: {Grant.Parse(grant).Refusal!.Detail}."))];
}
