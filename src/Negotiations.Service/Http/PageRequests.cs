using Microsoft.Net.Http.Headers;

namespace Negotiations.Service.Http;

/// <summary>Tells who wants pages and who wants data: by <c>Accept</c>, or by <c>format</c> in the address, for links.</summary>
internal static class PageRequests
{
    /// <summary>The parameter by which a link says what it wants.</summary>
    public const string Format = "format";

    /// <summary>What it takes.</summary>
    public const string Json = "json", Html = "html";

    private const string HtmlType = "text/html", JsonType = "application/json";

    /// <summary>Whether a page is wanted: HTML is named, and no less than JSON. Whoever takes anything gets data.</summary>
    public static bool AreWanted(HttpRequest request)
    {
        if (request.Query[Format].FirstOrDefault() is { } format) return format == Html;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)) return false;
        double Wish(string type) => accepted.Where(one => one.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(one => one.Quality ?? 1).DefaultIfEmpty(0).Max();
        return Wish(HtmlType) is > 0 and var html && html >= Wish(JsonType);
    }
}
