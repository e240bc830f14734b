namespace Negotiations.Contracts.Answers;

/// <summary>The outcomes of a command.</summary>
public enum CommandStatus
{
    /// <summary>Recorded now.</summary>
    Recorded,

    /// <summary>Recorded before, under the same id and with the same content.</summary>
    Replayed,

    /// <summary>Refused.</summary>
    Refused,
}
