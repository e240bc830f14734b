namespace Negotiations.Domain.Claims;

/// <summary>The kinds of number that are measured.</summary>
public enum MeasureKind
{
    /// <summary>Of a round, in minutes.</summary>
    Duration,

    /// <summary>Of a round for a track: a word of <c>TalksResult</c>.</summary>
    Outcome,

    /// <summary>Of an exchange: a word of <c>ExchangeTerms</c>.</summary>
    Terms,

    /// <summary>Persons or bodies, the whole exchange.</summary>
    ExchangeQuantity,

    /// <summary>Persons or bodies, one leg.</summary>
    LegQuantity,

    /// <summary>Persons or bodies, one leg on one day.</summary>
    StageQuantity,

    /// <summary>Children.</summary>
    Children,

    /// <summary>A figure of an incident, in the unit that the figure's key names; a number or a date.</summary>
    Incident,
}
