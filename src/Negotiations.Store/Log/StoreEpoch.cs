namespace Negotiations.Store.Log;

/// <summary>
/// A period of the store: from its creation, or from a restore of an earlier state, after which sequences are given out again. Followers
/// who hold old sequences are told.
/// </summary>
/// <param name="Epoch">Its random name.</param>
/// <param name="Since">When it began.</param>
/// <param name="Sequence">The sequence of the last fact that it took over; 0 for the first.</param>
internal sealed record StoreEpoch(string Epoch, DateTimeOffset Since, long Sequence);
