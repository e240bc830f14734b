namespace Negotiations.Domain;

/// <summary>The kinds of thing that facts make and later facts name.</summary>
public enum ThingKind
{
    /// <summary>A round of talks.</summary>
    Round,

    /// <summary>A paper.</summary>
    Memo,

    /// <summary>A list of children.</summary>
    List,

    /// <summary>An exchange.</summary>
    Exchange,

    /// <summary>A commitment.</summary>
    Commitment,

    /// <summary>An agreement.</summary>
    Agreement,

    /// <summary>A ceasefire.</summary>
    Ceasefire,

    /// <summary>An incident.</summary>
    Incident,

    /// <summary>A proposal.</summary>
    Proposal,
}
