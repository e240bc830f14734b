namespace Negotiations.Domain;

/// <summary>Where a track stands; of all that apply, the first in this order.</summary>
public enum Stage
{
    /// <summary>Something was agreed and is outstanding.</summary>
    Agreed,

    /// <summary>Talks, papers or positions in the last 90 days.</summary>
    Active,

    /// <summary>An agreed round lies ahead.</summary>
    Scheduled,

    /// <summary>It was active once.</summary>
    Dormant,

    /// <summary>Nothing yet.</summary>
    Exploratory,
}
