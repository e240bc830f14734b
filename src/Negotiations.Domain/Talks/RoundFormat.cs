namespace Negotiations.Domain.Talks;

/// <summary>How delegations meet.</summary>
public enum RoundFormat
{
    /// <summary>Face to face.</summary>
    Direct,

    /// <summary>Apart, with a go-between in the same place.</summary>
    Proximity,

    /// <summary>A mediator travels between them.</summary>
    Shuttle,

    /// <summary>Heads of state or government meet.</summary>
    Summit,

    /// <summary>Undisclosed contacts.</summary>
    BackChannel,
}
