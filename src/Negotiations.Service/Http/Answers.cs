using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Negotiations.Service.Json;

namespace Negotiations.Service.Http;

/// <summary>Answers to queries: JSON with an ETag by which a reader can tell whether anything changed.</summary>
internal static class Answers
{
    /// <summary>A view; 304 without a body when the reader has it already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="view">What is answered.</param>
    /// <param name="version">The version that the ETag begins with, as <c>If-Match</c> compares it; null for a view that has none.</param>
    /// <param name="isPast">Whether the answer can't change any more, so that it may be kept.</param>
    public static IResult Of<T>(HttpContext context, T view, long? version = null, bool isPast = false)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(view, Formats.Answer);
        var hash = Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 8));
        var etag = version is null ? $"\"{hash}\"" : string.Create(CultureInfo.InvariantCulture, $"\"v{version}-{hash}\"");
        context.Response.Headers.ETag = etag;
        context.Response.Headers.CacheControl = isPast ? "private, max-age=60" : "private, no-cache";
        if (context.Request.Headers.IfNoneMatch.Any(known => known is "*" || known?.Split(',').Any(one => one.Trim().Replace("W/", "", StringComparison.Ordinal) == etag) == true))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        return Results.Bytes(json, "application/json; charset=utf-8");
    }
}
