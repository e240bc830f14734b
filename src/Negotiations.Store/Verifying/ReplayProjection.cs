namespace Negotiations.Store.Verifying;

/// <summary>What can be replayed.</summary>
public enum ReplayProjection
{
    /// <summary>The states of tracks, and what SQL reads of them.</summary>
    Track,

    /// <summary>The states of negotiations: their actors.</summary>
    Negotiation,

    /// <summary>The index of facts, which serves timeline and claims.</summary>
    Timeline,
}
