namespace Negotiations.Store.Snapshots;

/// <summary>
/// The snapshot of a stream is not as its stream says: of an older schema, damaged or lost. It must be mended before anything is decided on
/// it.
/// </summary>
internal sealed class StaleSnapshotException(string stream) : Exception($"the snapshot of '{stream}' must be mended")
{
    /// <summary>The stream's key.</summary>
    public string Stream { get; } = stream;
}
