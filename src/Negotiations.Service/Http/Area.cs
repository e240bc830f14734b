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
