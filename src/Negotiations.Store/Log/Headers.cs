namespace Negotiations.Store.Log;

/// <summary>The headers that every event carries. Stored; the names never change.</summary>
internal static class Headers
{
    /// <summary>The negotiation's key.</summary>
    public const string Negotiation = "negotiation";

    /// <summary>The stream's hash chain up to and including the event; see <see cref="Chain"/>.</summary>
    public const string Chain = "chain";

    /// <summary>The span in which it was recorded, as a W3C <c>traceparent</c>; where nobody traced, there is none.</summary>
    public const string Trace = "traceparent";

    /// <summary>The entry of the audit trail about the import that brought it, where one did.</summary>
    public const string Import = "import";

    /// <summary>The ids that the event of which it is a copy may have, where it came to the stream later than it was recorded.</summary>
    public const string CopyOf = "copyOf";

    /// <summary>SHA-256 of the canonical command, by which a command that is sent twice is known.</summary>
    public const string Content = "content";
}
