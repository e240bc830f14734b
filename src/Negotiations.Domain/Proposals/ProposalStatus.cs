namespace Negotiations.Domain.Proposals;

/// <summary>Where a proposal stands on a day.</summary>
public enum ProposalStatus
{
    /// <summary>It is on the table.</summary>
    Open,

    /// <summary>It is on the table, and somebody to whom it was made is looking at it.</summary>
    Reviewing,

    /// <summary>Everybody to whom it was made accepted it, or something was agreed that came of it.</summary>
    Accepted,

    /// <summary>Somebody to whom it was made rejected it.</summary>
    Rejected,

    /// <summary>Somebody to whom it was made proposed something else.</summary>
    Countered,

    /// <summary>Whoever made it took it back.</summary>
    Withdrawn,

    /// <summary>Its date passed while it was on the table.</summary>
    Lapsed,
}
