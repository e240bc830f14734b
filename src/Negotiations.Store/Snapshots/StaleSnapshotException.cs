namespace Negotiations.Store.Snapshots;

/// <summary>
/// The snapshot of a stream does not match the stream: it is of an older schema, damaged or lost. It must be mended before a decision.
/// </summary>
internal sealed class StaleSnapshotException(string stream) : Exception($"the snapshot of '{stream}' must be mended")
{
    /// <summary>The stream's key.</summary>
    public string Stream { get; } = stream;
}
