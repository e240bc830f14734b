namespace Negotiations.Store.Snapshots;

/// <summary>Events of a stream can't be read, or are missing: nothing can be decided on it until they are restored.</summary>
internal sealed class DamagedStreamException(string stream) : Exception($"the events of '{stream}' are damaged");
