namespace Negotiations.Domain.Agreements;

/// <summary>The stage of an agreement, by the codes of the PA-X Peace Agreements Database.</summary>
public enum AgreementStage
{
    /// <summary>Pre-negotiation.</summary>
    Pre,

    /// <summary>Ceasefire.</summary>
    Cea,

    /// <summary>Framework or substantive, partial.</summary>
    SubPar,

    /// <summary>Framework or substantive, comprehensive.</summary>
    SubComp,

    /// <summary>Implementation.</summary>
    Imp,

    /// <summary>Renewal.</summary>
    Ren,

    /// <summary>Other.</summary>
    Oth,
}
