using System.Text.Json;
using Marten.Exceptions;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Negotiations.Domain;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Negotiations.Store.Transparency;
using Npgsql;

namespace Negotiations.Service.Http;

/// <summary>What callers see on a failure that is no refusal: a problem without inner details.</summary>
internal static class Errors
{
    public static void AddNegotiationsErrors(this IServiceCollection services) => services.AddExceptionHandler<Handler>();

    public static void UseNegotiationsErrors(this WebApplication app)
    {
        app.UseExceptionHandler(_ => { });
        app.Use(EndQuietly);
        app.UseStatusCodePages(context => Problem(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
    }

    // A client that disconnects while sending or receiving gets no answer; that is no failure of ours and is not logged.
    private static async Task EndQuietly(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (context.RequestAborted.IsCancellationRequested || fault is ConnectionResetException
            || (fault is BadHttpRequestException && context.Response.HasStarted))
        {
            context.Abort();
        }
    }

    private static IResult Problem(int status) => status switch
    {
        StatusCodes.Status404NotFound => Problems.Of(status, "not-found", "there is nothing at this address"),
        StatusCodes.Status415UnsupportedMediaType =>
            Problems.Of(status, "unsupported-media-type",
            "this address takes another media type: /openapi/v1.json tells which; commands go one to /commands/{CommandName} as "
                + "application/json, or one a line to /commands as application/x-ndjson"),
        StatusCodes.Status405MethodNotAllowed => Problems.Of(status, "method-not-allowed", "this address does not take that method"),
        _ => Problems.Of(status, "request-failed", "the request could not be answered"),
    };

    /// <summary>The answer to a write when the database can't say whether it is safely stored.</summary>
    public static Refusal OutcomeUnknown { get; } =
        Refusal.Failed("outcome-unknown", null,
        "the database can't say whether this is safely stored: send the same again, with the same commandId if it is a command, and the "
            + "answer will tell");

    private static bool IsUnknown(Exception? exception) =>
        exception is not null && (exception is OutcomeUnknownException || IsUnknown(exception.InnerException));

    // Inner ones too: rolling back may have failed.
    private static bool IsAway(Exception? exception) =>
        exception is not null && (exception is NpgsqlException or TimeoutException || IsAway(exception.InnerException));

    private static bool IsDamage(Exception? exception) =>
        exception is not null
            && (exception is JsonException or DamagedStreamException or DamagedLogException or EventDeserializationFailureException
                or UnknownEventTypeException || IsDamage(exception.InnerException));

    private sealed class Handler(ILogger<Handler> log) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
        {
            if (context.Response.HasStarted) return false;
            await Answer(context, exception).ExecuteAsync(context);
            return true;
        }

        private IResult Answer(HttpContext context, Exception exception)
        {
            if (exception is BadHttpRequestException bad) return Problems.Of(bad.StatusCode, "bad-request", bad.Message);
            // As the server tells the length of a chunk that is beyond any number.
            if (exception is IOException { InnerException: OverflowException })
                return Problems.Of(StatusCodes.Status400BadRequest, "bad-request", "the body can't be read: the size of a chunk is wrong");
            if (exception is OperationCanceledException) return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
            if (IsUnknown(exception))
            {
                log.LogWarning("The database could not say whether something is safely stored, at {Method} {Path}", context.Request.Method,
                    context.Request.Path);
                context.Response.Headers.RetryAfter = "5";
                return Problems.Of(OutcomeUnknown);
            }
            if (IsAway(exception))
            {
                log.LogWarning("The database could not be reached: {Fault}", exception.GetType().Name);
                context.Response.Headers.RetryAfter = "2";
                return Problems.Of(StatusCodes.Status503ServiceUnavailable, "unavailable",
                    "the database can't be reached; send the same request again, with the same commandId if it is a command");
            }
            if (IsDamage(exception))
            {
                log.LogError("Something stored can't be read: {Fault} at {Method} {Path}", exception.GetType().Name, context.Request.Method,
                    context.Request.Path);
                return Problems.Of(StatusCodes.Status503ServiceUnavailable, "damaged-store",
                    "something that is stored for this can't be read, and nothing was changed; whoever operates the service finds it with "
                        + "POST /replays {\"mode\": \"verify\"}");
            }
            // Logs where it failed, not the message, which may hold what was sent.
            log.LogError("Failed: {Method} {Path}: {Fault}{NewLine}{StackTrace}", context.Request.Method, context.Request.Path,
                exception.GetType().Name, Environment.NewLine, exception.StackTrace);
            return Problems.Of(StatusCodes.Status500InternalServerError, "failed",
                "this failed through no fault of yours; it is in the log");
        }
    }
}
