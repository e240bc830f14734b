namespace Negotiations.Service.Access;

/// <summary>What a request costs the service while it goes on, and so of which share of its caller it is one.</summary>
internal enum Cost
{
    /// <summary>An answer that is made and done.</summary>
    Usual,

    /// <summary>A past to be folded, or everything to be gone through: few at once, and the next ones wait for those.</summary>
    Dear,

    /// <summary>
    /// What stays open and mostly waits for the other side: a stream, an export, a batch; what it reads, it reads in turn, see
    /// <see cref="CallerTurns"/>.
    /// </summary>
    Open,
}
