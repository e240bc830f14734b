using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Claims;

namespace Negotiations.Web.Charts;

/// <summary>One voice on a number: who says it, and what.</summary>
/// <param name="Claimant">The actor or member; null for the publication's own voice.</param>
/// <param name="Publisher">Where it was published.</param>
/// <param name="Value">What is said.</param>
/// <param name="Fact">The fact in which it is said.</param>
public sealed record Voice(ActorKey? Claimant, string? Publisher, ClaimValue Value, Guid Fact)
{
    /// <summary>What each voice says now; what a later word of the same speaker replaced is left out.</summary>
    public static IReadOnlyList<Voice> Of(MeasureView measure) =>
        [.. (measure ?? throw new ArgumentNullException(nameof(measure))).Claims.Where(claim => claim.Series is null)
            .Select(claim => new Voice(claim.Claimant, claim.Source.Publisher, claim.Value, claim.FactId))
            .DistinctBy(voice => (voice.Claimant, voice.Claimant is null ? voice.Publisher : null, voice.Value))];
}
