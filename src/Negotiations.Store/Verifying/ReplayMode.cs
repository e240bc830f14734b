namespace Negotiations.Store.Verifying;

/// <summary>What a replay does.</summary>
public enum ReplayMode
{
    /// <summary>Folds everything and compares it with what is stored; changes nothing.</summary>
    Verify,

    /// <summary>Repairs what is stored.</summary>
    Rebuild,
}
