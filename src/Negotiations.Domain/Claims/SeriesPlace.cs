namespace Negotiations.Domain.Claims;

/// <summary>Where a claim stands among the numbers that one speaker gave at several dates.</summary>
public enum SeriesPlace
{
    /// <summary>It is what the speaker says now.</summary>
    Latest,

    /// <summary>The speaker gave a later number.</summary>
    Earlier,

    /// <summary>The speaker's next number is lower: this one was taken back.</summary>
    Revised,
}
