namespace Negotiations.Domain.Setup;

/// <summary>What an actor is to a negotiation.</summary>
public enum Role
{
    /// <summary>It negotiates for itself.</summary>
    Party,

    /// <summary>It proposes terms between the parties.</summary>
    Mediator,

    /// <summary>It brings the parties together.</summary>
    Facilitator,

    /// <summary>It gives them a place.</summary>
    Host,

    /// <summary>It answers for what is agreed.</summary>
    Guarantor,

    /// <summary>It watches.</summary>
    Observer,

    /// <summary>It has a stake but no seat.</summary>
    ThirdParty,

    /// <summary>It comments.</summary>
    Commentator,
}
