using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Knowledge;

/// <summary>
/// What a source covers: where it says nothing of that time, nothing happened that it would have told; outside of it, its silence says
/// nothing.
/// </summary>
/// <param name="Source">The publisher, or the agency that publications repeat, as reports name it.</param>
/// <param name="From">From when it covers these tracks.</param>
/// <param name="Until">Until when; null while it still does.</param>
public sealed record CoverageRecorded(string Source, Occurrence From, Occurrence? Until) : Fact
{
    /// <summary>The source as it is compared: small letters and digits, hyphens for anything else.</summary>
    public string Speaker => Claim.SpeakerOf(Source);

    /// <inheritdoc/>
    public override bool ObeysWorldTime => false;

    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Source];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) => $"{Source} covers {ToldTracks()} from {From}{With(" until ", Until?.Text)}";
}
