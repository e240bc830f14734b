namespace Negotiations.Domain.Agreements;

/// <summary>How an agreement ended.</summary>
public enum AgreementEnd
{
    /// <summary>Its time was up, or it was carried out.</summary>
    Ended,

    /// <summary>Another one took its place.</summary>
    Superseded,

    /// <summary>A party withdrew from it.</summary>
    Withdrawn,

    /// <summary>It was declared void.</summary>
    Annulled,
}
