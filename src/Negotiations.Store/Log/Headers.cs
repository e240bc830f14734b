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

    /// <summary>SHA-256 of the canonical command, by which a command that is sent twice is known.</summary>
    public const string Content = "content";
}
