using Negotiations.Store.Transparency;

namespace Negotiations.Store.Verifying;

/// <summary>An entry of the log as the database holds it, with the event that has its place.</summary>
/// <param name="Index">Its place in the log.</param>
/// <param name="Kind">Its kind, as the column says.</param>
/// <param name="Position">The place of its event, as the column says.</param>
/// <param name="Ref">What names its document, as the column says.</param>
/// <param name="Hash">Its hash, as the column says.</param>
/// <param name="Json">What it says itself.</param>
/// <param name="Event">The event in that place; null where there is none that readers see.</param>
internal sealed record LoggedRow(long Index, string Kind, long? Position, string? Ref, byte[] Hash, byte[] Json, Guid? Event)
{
    /// <summary>Whether the columns are what the entry says.</summary>
    public bool Says(LogEntry.Told told) => Kind == told.Kind && Position == told.Position && (Kind == LogEntry.Fact
        ? Position is not null
        : Altered is not null && Ref is not null && told.Id is not null && (told.Id == Ref || told.Id == LogEntry.NameOf(Ref)));

    /// <summary>That an event is missing. How one that is there differs, its stream tells.</summary>
    public Difference? OfEvent(LogEntry.Told told) => Kind != LogEntry.Fact || (Event is { } id && id.ToString() == told.Event) ? null
        : new Difference(DifferenceKind.EventMissing, null, told.Event ?? "", told.Stream, told.Version,
            $"entry {Index} of the log has it")
        {
            LogEntry = Index
        };

    /// <summary>How a document differs from it; null where it doesn't.</summary>
    public Difference? OfDocument(byte[]? content) =>
        content is not null && LogEntry.IsOf(Kind, Ref!, content, Json) ? null
            : new Difference(Altered ?? DifferenceKind.LogAltered, null, Ref!, null, null, (Kind, content) switch
            {
                (LogEntry.KeyRevoked, null) => $"entry {Index} of the log says that it was revoked, and it isn't any more",
                (LogEntry.ListEnded, null) => $"entry {Index} of the log says that it was erased or sealed anew, and nothing else does",
                (_, null) => $"entry {Index} of the log has it, and it is gone",
                _ => $"it is not what entry {Index} of the log says",
            })
            { LogEntry = Index };

    private DifferenceKind? Altered => Kind switch
    {
        LogEntry.Audit => DifferenceKind.AuditAltered,
        LogEntry.Key or LogEntry.KeyRevoked => DifferenceKind.KeyAltered,
        LogEntry.List or LogEntry.ListEnded => DifferenceKind.ListAltered,
        _ => null,
    };
}
