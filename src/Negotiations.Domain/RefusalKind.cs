namespace Negotiations.Domain;

/// <summary>The sorts of refusal, one for each class of answer that a caller can act on.</summary>
public enum RefusalKind
{
    /// <summary>Unreadable: not JSON, an unknown or missing member, a wrong type.</summary>
    Malformed,

    /// <summary>Names a negotiation, track or fact that does not exist.</summary>
    NotFound,

    /// <summary>Clashes with what is recorded: a key or id that is taken, a stale version.</summary>
    Conflict,

    /// <summary>Not for whoever asks.</summary>
    Forbidden,

    /// <summary>Failed through no fault of the sender, who may try again.</summary>
    Failed,

    /// <summary>Readable, but a rule of the domain forbids it.</summary>
    Rule,
}
