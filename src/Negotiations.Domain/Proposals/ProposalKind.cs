namespace Negotiations.Domain.Proposals;

/// <summary>What is proposed.</summary>
public enum ProposalKind
{
    /// <summary>A meeting of any level.</summary>
    Meeting,

    /// <summary>A ceasefire, or a pause.</summary>
    Ceasefire,

    /// <summary>A hand-over of people or remains.</summary>
    Exchange,

    /// <summary>A corridor, aid, or another humanitarian act.</summary>
    Humanitarian,

    /// <summary>Terms of a settlement, or of a part of it.</summary>
    Terms,

    /// <summary>Anything else.</summary>
    Other,
}
