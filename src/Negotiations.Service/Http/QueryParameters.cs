using System.Globalization;
using Negotiations.Contracts;
using Negotiations.Domain;

namespace Negotiations.Service.Http;

/// <summary>Query parameters: what an endpoint doesn't know is refused, and so is what can't be read.</summary>
internal static class QueryParameters
{
    /// <summary>The largest page, in items.</summary>
    public const int LargestPage = 500;

    /// <summary>Maps GET, and HEAD with it.</summary>
    public static RouteHandlerBuilder MapQuery(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);

    /// <summary>Refuses every query parameter that is not named here, and those that stand twice.</summary>
    public static RouteHandlerBuilder WithParameters(this RouteHandlerBuilder endpoint, params string[] known) =>
        endpoint.WithMetadata(new KnownParameters(known)).MayFail(StatusCodes.Status400BadRequest)
            .AddEndpointFilter(async (context, next) =>
        {
            foreach (var (name, values) in context.HttpContext.Request.Query)
            {
                if (name == PageRequests.Format && values is [PageRequests.Json or PageRequests.Html]) continue;
                if (!known.Contains(name, StringComparer.Ordinal))
                    return Problems.Of(Refusal.Malformed("unknown-parameter", name,
                        $"'{name}' is no parameter here{Suggestion.For(name, known)}" + (known is [] ? ""
                        : $"; known are {string.Join(", ", known)}")));
                if (values.Count > 1) return Problems.Of(Refusal.Malformed("duplicate-parameter", name, $"'{name}' stands more than once"));
            }
            if (context.Arguments.OfType<IQueryPart>().FirstOrDefault(part => part.Refusal is not null) is { Refusal: { } unreadable })
                return Problems.Of(unreadable);
            return Illegible(context.HttpContext.Request.Query) is { } illegible ? Problems.Of(illegible) : await next(context);
        });

    /// <summary>The refusal of a character that no text can hold; null where there is none.</summary>
    public static Refusal? Illegible(IQueryCollection query) =>
        query.FirstOrDefault(one => one.Key.Contains('\0', StringComparison.Ordinal)
            || one.Value.Any(value => value?.Contains('\0', StringComparison.Ordinal) == true)) is { Key: { } name }
            ? Refusal.Malformed("invalid-text", name, $"'{name.Replace("\0", "", StringComparison.Ordinal)}' holds a character that no "
                + "text can hold (%00)") : null;

    /// <summary>The refusal of a word that a parameter doesn't take; null where it does, or is absent.</summary>
    public static Refusal? Unknown(IQueryCollection query, string name, string[] known) =>
        query[name].FirstOrDefault() is not { } word || known.Contains(word) ? null : Refusal.Malformed("unknown-word", name,
            $"'{name}' takes one of {string.Join(", ", known.Distinct())}{Suggestion.For(word, known)}");

    /// <summary>The actor or member that <c>party</c> names; null where it is absent or can't be read.</summary>
    public static ActorKey? Party(IQueryCollection query) =>
        ActorKey.TryParse(query["party"].FirstOrDefault(), out var party) ? party : null;

    /// <summary>The refusal of a <c>party</c> that can't be read; null where it can, or is absent.</summary>
    public static Refusal? BadParty(IQueryCollection query) => query["party"].FirstOrDefault() is null || Party(query) is not null ? null
        : Refusal.Malformed("invalid-key", "party", ActorKey.Accepted);

    /// <summary>A date of the form <c>2025-06-02</c>.</summary>
    public static bool TryDate(string name, string? text, out DateOnly? date, out Refusal? refusal)
    {
        (date, refusal) = (null, null);
        if (text is null) return true;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)) date = read;
        else refusal = Refusal.Malformed("invalid-date", name, $"'{name}' takes a date such as 2025-06-02");
        return refusal is null;
    }

    /// <summary>A whole number of a range.</summary>
    public static bool TryWhole(string name, string? text, long least, long most, out long? number, out Refusal? refusal)
    {
        (number, refusal) = (null, null);
        if (text is null) return true;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read >= least && read <= most)
            number = read;
        else refusal = Refusal.Malformed("invalid-number", name, $"'{name}' takes a whole number from {least} to {most}");
        return refusal is null;
    }
}
