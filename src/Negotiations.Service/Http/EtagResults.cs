using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Negotiations.Contracts.Json;

namespace Negotiations.Service.Http;

/// <summary>Answers to queries: JSON with an ETag by which a reader can tell whether anything changed.</summary>
internal static class EtagResults
{
    /// <summary>A view; 304 without a body when the reader has it already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="view">What is answered.</param>
    /// <param name="version">The version that the ETag begins with, as <c>If-Match</c> compares it; null for a view that has none.</param>
    /// <param name="isPast">Whether the answer can't change any more, so that it may be kept.</param>
    public static IResult Of<T>(HttpContext context, T view, long? version = null, bool isPast = false)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(view, Formats.Answer);
        var hash = HashOf(json);
        var etag = version is null ? $"\"{hash}\"" : string.Create(CultureInfo.InvariantCulture, $"\"v{version}-{hash}\"");
        return IsKnown(context, etag, isPast) ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(json, "application/json; charset=utf-8");
    }

    /// <summary>A document of another media type; 304 without a body when the reader has it already.</summary>
    public static IResult Of(HttpContext context, byte[] document, string mediaType) =>
        IsKnown(context, $"\"{HashOf(document)}\"", isPast: false) ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(document, mediaType);

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
