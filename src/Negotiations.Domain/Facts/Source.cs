using Negotiations.Domain.Claims;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Facts;

/// <summary>A publication in which a fact was read.</summary>
public sealed record Source
{
    /// <summary>Whose words they are: the agency that is repeated, else the publisher, as claims are compared.</summary>
    public string Speaker => Origin?.Value ?? Claim.SpeakerOf(Publisher);

    /// <summary>Who published it, up to 200 characters.</summary>
    public required string Publisher { get; init; }

    /// <summary>Its title, up to 300 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Where it can be read: an absolute http or https address, up to 2,000 characters.</summary>
    public string? Url { get; init; }

    /// <summary>When it became public: a date means its end.</summary>
    public Occurrence? PublishedAt { get; init; }

    /// <summary>The agency whose report it repeats, such as <c>reuters</c>: forty papers that repeat one agency are one origin.</summary>
    public Key? Origin { get; init; }

    /// <summary>Its language as a BCP 47 tag, such as <c>en</c> or <c>uk</c>.</summary>
    public string? Language { get; init; }

    /// <summary>Where a copy is archived: an absolute http or https address, up to 2,000 characters.</summary>
    public string? ArchivedUrl { get; init; }

    /// <summary>SHA-256 of the archived copy, 64 hexadecimal digits.</summary>
    public string? Sha256 { get; init; }
}
