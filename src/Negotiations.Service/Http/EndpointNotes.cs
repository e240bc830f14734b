using Microsoft.AspNetCore.Mvc;

namespace Negotiations.Service.Http;

/// <summary>What an endpoint takes and tells, for the reference of the API.</summary>
internal static class EndpointNotes
{
    private static readonly int[] AtAnyTime =
        [StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable];

    private static readonly int[] OfBodies =
        [StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType];

    /// <summary>It may answer with a problem of these statuses.</summary>
    public static T MayFail<T>(this T endpoint, params int[] statuses) where T : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), [Problems.ContentType]));
        return endpoint;
    }

    /// <summary>It may answer 404: what its address names may not exist for the caller.</summary>
    public static T MayMiss<T>(this T endpoint) where T : IEndpointConventionBuilder => endpoint.MayFail(StatusCodes.Status404NotFound);

    /// <summary>It answers with a JSON value, or with text of another media type.</summary>
    public static RouteHandlerBuilder Tells<T>(this RouteHandlerBuilder endpoint, string area, string? summary,
        string mediaType = "application/json", int status = StatusCodes.Status200OK)
    {
        if (summary is not null) endpoint.WithSummary(summary);
        return endpoint.WithTags(area).Produces<T>(status, mediaType).MayFail(AtAnyTime);
    }

    /// <summary>It answers without a body.</summary>
    public static RouteHandlerBuilder Tells(this RouteHandlerBuilder endpoint, string area, string summary, int status) =>
        endpoint.WithTags(area).WithSummary(summary).Produces(status).MayFail(AtAnyTime);

    /// <summary>It takes a body.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint, string mediaType = "application/json") where T
        : notnull => endpoint.Accepts<T>(mediaType).MayFail(OfBodies);

    /// <summary>It takes a JSON value.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, Type type) =>
        endpoint.Accepts(type, "application/json").MayFail(OfBodies);
}
