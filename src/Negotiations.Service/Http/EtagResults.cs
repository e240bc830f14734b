using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Negotiations.Service.Http;

/// <summary>Documents with an ETag by which a reader can tell whether anything changed.</summary>
internal static class EtagResults
{
    /// <summary>A document; 304 without a body when the reader has it already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="document">What is answered.</param>
    /// <param name="mediaType">Its media type.</param>
    /// <param name="version">The version that the ETag begins with; null for a document that has none.</param>
    /// <param name="isPast">Whether it can't change any more, so that it may be kept.</param>
    public static IResult Of(HttpContext context, byte[] document, string mediaType, long? version = null, bool isPast = false)
    {
        var hash = HashOf(document);
        var etag = version is null ? $"\"{hash}\"" : string.Create(CultureInfo.InvariantCulture, $"\"v{version}-{hash}\"");
        return IsKnown(context, etag, isPast) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Bytes(document, mediaType);
    }

    /// <summary>Sets an ETag derived from versions; true when the client has that answer already.</summary>
    public static bool IsMadeOf(HttpContext context, string versions) =>
        IsKnown(context, $"\"{HashOf(Encoding.UTF8.GetBytes(versions))}\"", isPast: false);

    private static bool IsKnown(HttpContext context, string etag, bool isPast)
    {
        context.Response.Headers.ETag = etag;
        context.Response.Headers.CacheControl = isPast ? "private, max-age=60" : "private, no-cache";
        return context.Request.Headers.IfNoneMatch.Any(known => known is "*" || known?.Split(',')
            .Any(one => one.Trim().Replace("W/", "", StringComparison.Ordinal) == etag) == true);
    }

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
}
