namespace Negotiations.Store.Log;

/// <summary>Settings of <see cref="StoreWatch"/>.</summary>
/// <param name="File">The file that keeps the store's last sequence.</param>
/// <param name="MostSkew">By how much the clocks of host and database may differ; zero turns it off.</param>
public sealed record StoreWatchSettings(string File, TimeSpan MostSkew);
