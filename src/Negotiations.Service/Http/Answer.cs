using System.Text.Json;
using Negotiations.Contracts.Json;

namespace Negotiations.Service.Http;

/// <summary>
/// What a query answers, as a value until it is sent: as JSON with an ETag by which a reader can tell whether anything changed, or shown by
/// a page.
/// </summary>
/// <param name="View">What is answered.</param>
/// <param name="Version">The version that the ETag begins with, as <c>If-Match</c> compares it; null for a view that has none.</param>
/// <param name="IsPast">Whether the answer can't change any more, so that it may be kept.</param>
internal sealed record Answer<T>(T View, long? Version, bool IsPast) : IResult
{
    /// <summary>Sends it as JSON; 304 without a body when the reader has it already.</summary>
    public Task ExecuteAsync(HttpContext httpContext) =>
        EtagResults.Of(httpContext, JsonSerializer.SerializeToUtf8Bytes(View, Formats.Answer), "application/json; charset=utf-8", Version,
            IsPast).ExecuteAsync(httpContext);
}

/// <summary>Makes answers.</summary>
internal static class Answer
{
    /// <summary>An answer of a view.</summary>
    public static IResult Of<T>(T view, long? version = null, bool isPast = false) => new Answer<T>(view, version, isPast);
}
