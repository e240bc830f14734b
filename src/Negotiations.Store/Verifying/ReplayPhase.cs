namespace Negotiations.Store.Verifying;

/// <summary>What a replay goes through, in this order.</summary>
public enum ReplayPhase
{
    /// <summary>Stream by stream: chains, snapshots, entries of the index.</summary>
    Streams,

    /// <summary>Entries of the index that no event made.</summary>
    Leftovers,

    /// <summary>A new index is filled beside the old one.</summary>
    Building,

    /// <summary>The log of what was recorded, and its checkpoints outside the database.</summary>
    Log,

    /// <summary>Nothing is left.</summary>
    End,
}
