namespace Negotiations.Domain.Ledgers;

/// <summary>Where a track stands; of all that apply, the first in this order.</summary>
public enum Stage
{
    /// <summary>It has ended.</summary>
    Closed,

    /// <summary>It is on hold.</summary>
    Suspended,

    /// <summary>All that was agreed is delivered.</summary>
    Completed,

    /// <summary>Some of what was agreed is delivered, or a ceasefire is in force.</summary>
    Implementing,

    /// <summary>Something was agreed and nothing is delivered yet.</summary>
    Agreed,

    /// <summary>Talks, papers or positions in the last 90 days.</summary>
    Active,

    /// <summary>An agreed round lies ahead.</summary>
    Scheduled,

    /// <summary>It was active once, and no source covers it any more: its silence says nothing.</summary>
    Uncovered,

    /// <summary>It was active once.</summary>
    Dormant,

    /// <summary>Nothing yet.</summary>
    Exploratory,
}
