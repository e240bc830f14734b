namespace Negotiations.Store.Transparency;

/// <summary>A tile of the log is missing, or has other hashes than its place allows.</summary>
/// <param name="level">Its level.</param>
/// <param name="index">Its place there.</param>
public sealed class DamagedLogException(int level, long index)
    : Exception($"tile {index} of level {level} of the log is missing or has the wrong length");
