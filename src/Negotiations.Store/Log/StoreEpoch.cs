namespace Negotiations.Store.Log;

/// <summary>
/// A life of the store: from its making, or from a restore of an earlier state, after which the numbers of facts begin again lower. Who
/// follows the store by those numbers is told.
/// </summary>
/// <param name="Epoch">Its name, at random.</param>
/// <param name="Since">When it began.</param>
/// <param name="Sequence">The number of the last fact that it took over; 0 for the first.</param>
internal sealed record StoreEpoch(string Epoch, DateTimeOffset Since, long Sequence);
