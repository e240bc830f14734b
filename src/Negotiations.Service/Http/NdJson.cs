using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Negotiations.Contracts.Json;

namespace Negotiations.Service.Http;

/// <summary>Bodies of one JSON value a line.</summary>
internal static class NdJson
{
    /// <summary>The media type that is answered with; <c>application/ndjson</c> and <c>application/jsonl</c> are taken too.</summary>
    public const string MediaType = "application/x-ndjson";

    /// <summary>Whether a request has such a body.</summary>
    public static bool IsSent(HttpRequest request) =>
        request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() is MediaType or "application/ndjson" or "application/jsonl";

    /// <summary>The answer to another media type.</summary>
    public static IResult Unsupported(string what) =>
        Problems.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", $"{what}, as {MediaType}");

    /// <summary>Writes a line.</summary>
    public static void Write(HttpResponse response, JsonObject line)
    {
        response.BodyWriter.Write(JsonSerializer.SerializeToUtf8Bytes(line, Formats.Line));
        response.BodyWriter.Write("\n"u8);
    }
}
