namespace Negotiations.Service.Access;

/// <summary>What a request costs the service while it runs. Each cost has its own limit per caller.</summary>
internal enum Cost
{
    /// <summary>A short answer.</summary>
    Usual,

    /// <summary>Folds a past state or reads everything: few run at once, the others wait.</summary>
    Dear,

    /// <summary>
    /// Stays open and mostly waits for the client: a stream, an export, a batch. It reads the database in turns, see
    /// <see cref="CallerTurns"/>.
    /// </summary>
    Open,
}
