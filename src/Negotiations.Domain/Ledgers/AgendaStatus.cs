namespace Negotiations.Domain.Ledgers;

/// <summary>Whether something on the agenda stands.</summary>
public enum AgendaStatus
{
    /// <summary>It is proposed.</summary>
    Tentative,

    /// <summary>It is agreed, due, kept or held.</summary>
    Confirmed,

    /// <summary>It was withdrawn, or put off without a new date, or its track is closed or on hold.</summary>
    Cancelled,
}
