namespace Negotiations.Domain.Ledgers;

/// <summary>How far something that is to be kept was kept.</summary>
internal enum Keeping
{
    /// <summary>It was agreed, and nothing was kept yet.</summary>
    Agreed,

    /// <summary>Some of it was kept, and some is outstanding.</summary>
    Kept,

    /// <summary>All of it was kept.</summary>
    Settled,

    /// <summary>It was given up or ran out before anything was kept.</summary>
    Ended,

    /// <summary>It was given up or ran out after some of it was kept.</summary>
    Broken,
}

/// <summary>How far something was kept, from a day until the next phase.</summary>
/// <param name="From">The day; of two on one day the later in the list holds.</param>
/// <param name="Keeping">How far.</param>
/// <param name="By">The fact by which it began; null where only time passed.</param>
internal readonly record struct Phase(DateOnly From, Keeping Keeping, Guid? By);
