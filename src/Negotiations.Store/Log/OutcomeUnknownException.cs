namespace Negotiations.Store.Log;

/// <summary>
/// The database can't say whether what was to be saved is safely stored: the wait for its commit was interrupted. It may be stored, here
/// only or everywhere; sending the same command again shows it.
/// </summary>
internal sealed class OutcomeUnknownException(Exception? inner = null)
    : Exception("the database can't say whether it is safely stored", inner);
