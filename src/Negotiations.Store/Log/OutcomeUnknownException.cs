namespace Negotiations.Store.Log;

/// <summary>
/// The database can't say whether what was to be saved is safely stored: the wait for its commit was cut. It may be stored, here only or
/// everywhere; the same command, sent again, tells.
/// </summary>
internal sealed class OutcomeUnknownException(Exception? inner = null)
    : Exception("the database can't say whether it is safely stored", inner);
