namespace Negotiations.Service.Http;

/// <summary>What an endpoint takes and tells, for the reference of the API.</summary>
internal static class EndpointNotes
{
    /// <summary>It answers with a JSON value, or with text of another media type.</summary>
    public static RouteHandlerBuilder Tells<T>(this RouteHandlerBuilder endpoint, string area, string? summary,
        string mediaType = "application/json", int status = StatusCodes.Status200OK)
    {
        if (summary is not null) endpoint.WithSummary(summary);
        return endpoint.WithTags(area).Produces<T>(status, mediaType);
    }

    /// <summary>It answers without a body.</summary>
    public static RouteHandlerBuilder Tells(this RouteHandlerBuilder endpoint, string area, string summary, int status) =>
        endpoint.WithTags(area).WithSummary(summary).Produces(status);

    /// <summary>It takes a body.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint, string mediaType = "application/json") where T
        : notnull => endpoint.Accepts<T>(mediaType);

    /// <summary>It takes a JSON value.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, Type type) => endpoint.Accepts(type, "application/json");
}
