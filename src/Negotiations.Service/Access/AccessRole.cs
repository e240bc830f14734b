namespace Negotiations.Service.Access;

/// <summary>What somebody is to this service.</summary>
public enum AccessRole
{
    /// <summary>Reads.</summary>
    Reader,

    /// <summary>Reads and records.</summary>
    Recorder,

    /// <summary>Reads, records and corrects: retracts, reinstates, replaces, reconciles.</summary>
    Editor,

    /// <summary>Reads, and seals, opens and erases the lists of names.</summary>
    Custodian,

    /// <summary>Runs replays, dead letters, keys, imports and the audit trail; reads no negotiation.</summary>
    Operator,
}
