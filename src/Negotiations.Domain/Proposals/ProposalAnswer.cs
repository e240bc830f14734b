namespace Negotiations.Domain.Proposals;

/// <summary>How a proposal is answered.</summary>
public enum ProposalAnswer
{
    /// <summary>It is accepted.</summary>
    Accepted,

    /// <summary>It is rejected.</summary>
    Rejected,

    /// <summary>Something else is proposed instead.</summary>
    Countered,

    /// <summary>It is being looked at.</summary>
    Reviewing,
}
