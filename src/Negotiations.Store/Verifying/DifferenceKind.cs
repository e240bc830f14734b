namespace Negotiations.Store.Verifying;

/// <summary>The sorts of difference.</summary>
public enum DifferenceKind
{
    /// <summary>
    /// An event's content, or the event before it, is not what its hash was computed over; also an event that was inserted by hand.
    /// </summary>
    EventAltered,

    /// <summary>An event was removed: a version is missing from its stream.</summary>
    EventMissing,

    /// <summary>An event can't be read.</summary>
    EventUnreadable,

    /// <summary>A document is not what its events fold into.</summary>
    DocumentDiffers,

    /// <summary>A document is missing.</summary>
    DocumentMissing,

    /// <summary>A document is there that no event made.</summary>
    DocumentUnexpected,

    /// <summary>
    /// The log of what was recorded is not what was signed: its entries, its tree, or a checkpoint outside the database contradict each
    /// other.
    /// </summary>
    LogAltered,

    /// <summary>An entry of the audit trail is not what the log says, or is missing.</summary>
    AuditAltered,

    /// <summary>An API key lets its holder do something else than the log says, is revoked no more, or is gone.</summary>
    KeyAltered,

    /// <summary>A sealed list is not what the log says, is gone, or is there again after it was erased.</summary>
    ListAltered,

    /// <summary>Two facts that count make a thing under the same id.</summary>
    IdDoubled,
}
