using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.Net.Http.Headers;
using Negotiations.Domain;

namespace Negotiations.Service.Access;

/// <summary>
/// Lets strangers read chosen negotiations, <c>Access__Public</c> (their keys, separated by commas): by pages and by data, and nothing
/// else.
/// Off unless set.
/// </summary>
internal sealed class PublicReading
{
    private const string Setting = "Access:Public", Scheme = "public";
    private readonly ClaimsPrincipal stranger;

    private PublicReading(ImmutableArray<Grant> grants) => stranger = new Caller("", grants).ToPrincipal(Scheme);

    /// <summary>What the settings make public; null where nothing is.</summary>
    public static PublicReading? Of(IConfiguration configuration)
    {
        string[] keys = [.. (configuration[Setting] ?? "").Split(',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        return keys is [] ? null : new PublicReading([.. keys.Select(key => Key.TryParse(key, out var negotiation)
            ? new Grant(AccessRole.Reader, negotiation.Value)
            : throw new AccessSettingException($"{Setting.Replace(":", "__", StringComparison.Ordinal)} names negotiations by their "
                + $"keys, separated by commas; '{key}' is none."))]);
    }

    /// <summary>Takes whoever shows nothing for a stranger who may read what is public.</summary>
    public Task Admit(HttpContext context, RequestDelegate next)
    {
        if (context.User.Identity?.IsAuthenticated != true && !context.Request.Headers.ContainsKey(HeaderNames.Authorization))
            context.User = stranger;
        return next(context);
    }
}
