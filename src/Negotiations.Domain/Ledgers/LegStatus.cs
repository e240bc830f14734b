namespace Negotiations.Domain.Ledgers;

/// <summary>How far a leg, or a list of children, is kept.</summary>
public enum LegStatus
{
    /// <summary>Nothing is known to have been handed over.</summary>
    NothingDelivered,

    /// <summary>Some was.</summary>
    Partial,

    /// <summary>All was.</summary>
    Fulfilled,

    /// <summary>What was not handed over is owed no longer: the exchange was judged to be broken or to have lapsed.</summary>
    Cancelled,
}
