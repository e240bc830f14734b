using System.Text.Json;
using Negotiations.Contracts.Json;
using Negotiations.Domain;

namespace Negotiations.Service.Http;

/// <summary>Bodies that are one JSON object.</summary>
internal static class JsonBody
{
    private const int Usual = 256 * 1024;

    /// <summary>Reads the object, or says what is wrong.</summary>
    /// <param name="context">The request.</param>
    /// <param name="example">An example of what to send, for the error.</param>
    /// <param name="limit">The size, in bytes.</param>
    /// <param name="isQuiet">Whether errors must not quote what was sent.</param>
    public static async Task<(T? Value, IResult? Problem)> Read<T>(HttpContext context, string example, int limit = Usual,
        bool isQuiet = false) where T : class
    {
        if (!context.Request.HasJsonContentType())
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type",
            $"send application/json: {example}"));
        if (await Bytes(context, limit) is not { } body)
            return (null, Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large", $"the body has at most {limit} bytes"));
        var notAnObject = Refusal.Malformed("malformed", null, example);
        try
        {
            if (PlainJson.Fault(body) is { } fault) return (null, Problems.Of(isQuiet ? notAnObject : fault));
            return JsonSerializer.Deserialize<T>(body, Formats.Request) is { } read ? (read, null) : (null, Problems.Of(notAnObject));
        }
        catch (JsonException fault)
        {
            return (null, Problems.Of(isQuiet ? notAnObject : JsonFaults.Explain(fault, notAnObject)));
        }
    }

    /// <summary>The body of a request; null when it is larger than it may be.</summary>
    public static async Task<byte[]?> Bytes(HttpContext context, int limit)
    {
        if (context.Request.ContentLength > limit) return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            body.Write(buffer.AsSpan(0, read));
            if (body.Length > limit) return null;
        }
        return body.ToArray();
    }
}
