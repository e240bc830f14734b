namespace Negotiations.Store.Log;

/// <summary>What the watch over the store is told.</summary>
/// <param name="File">The file in which it keeps how far the store had come.</param>
/// <param name="MostSkew">By how much the clocks of host and database may differ; zero compares nothing.</param>
public sealed record StoreWatchSettings(string File, TimeSpan MostSkew);
