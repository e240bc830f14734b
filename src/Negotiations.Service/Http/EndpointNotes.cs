namespace Negotiations.Service.Http;

/// <summary>The parts of the reference of the API.</summary>
internal static class Area
{
    public const string Commands = "Commands", Queries = "Queries", Feeds = "Feeds", Transfer = "Export and import",
    Operations = "Operations", Sealing = "Sealed lists";

    /// <summary>Each part, and what stands in it.</summary>
    public static readonly (string Name, string Description)[] All =
    [
        (Commands, "Say what happened, and who says so. Each command becomes one fact, or is refused and leaves no trace."),
        (Queries, "Where each track stands, stood on any date (asOf), and was known to stand (knownAt, recordedUntil)."),
        (Feeds, "New facts for readers, and dates for calendars."),
        (Transfer, "Whole negotiations out and in again, and tables for spreadsheets."),
        (Sealing, "The names behind a list or an exchange: for custodians only, and on record."),
        (Operations, "For whoever operates the service: replays and dead letters."),
    ];
}

/// <summary>The query parameters that an endpoint takes.</summary>
/// <param name="Names">Their names; any other is refused.</param>
internal sealed record KnownParameters(string[] Names);

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
