namespace Negotiations.Service.Access;

/// <summary>What the audit trail records.</summary>
public enum AuditAction
{
    /// <summary>A list of names was sealed.</summary>
    ListSealed,

    /// <summary>A sealed list was opened.</summary>
    ListOpened,

    /// <summary>A sealed list was erased.</summary>
    ListErased,

    /// <summary>A key was made.</summary>
    KeyMade,

    /// <summary>A key was revoked.</summary>
    KeyRevoked,

    /// <summary>A negotiation was exported, whole or as a table.</summary>
    Exported,

    /// <summary>A negotiation was imported.</summary>
    Imported,

    /// <summary>Somebody signed in with the address that the service printed.</summary>
    SignedIn,

    /// <summary>Somebody was refused what they asked for.</summary>
    Refused,
}
