using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Knowledge;

namespace Negotiations.Domain.Ledgers;

/// <summary>What is said of a measure, and whether it agrees.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Status">Whether what is claimed agrees.</param>
/// <param name="Accepted">The value that a person decided to use, while the decision stands; else null.</param>
/// <param name="Claims">Every claim that was made for it, in world order.</param>
/// <param name="Votes">What each speaker says, directly or through other measures.</param>
/// <param name="Decision">The last decision that was not taken back.</param>
/// <param name="ReopenedBy">The facts whose claims were not considered and contradict the decision, so that it is open again.</param>
public sealed record MeasureSummary(
    Measure Measure, ClaimStatus Status, ClaimValue? Accepted, ImmutableArray<Claim> Claims, ImmutableArray<Vote> Votes,
    ClaimsReconciled? Decision, ImmutableArray<Guid> ReopenedBy)
{
    /// <summary>Where a claim stands in its speaker's series of running totals; null where the measure has none.</summary>
    public SeriesPlace? PlaceOf(Claim claim)
    {
        if (!ClaimVotes.IsRunningTotal(claim)) return null;
        var next = Claims.Where(other => ClaimVotes.IsRunningTotal(other) && other.Speaker() == claim.Speaker()
            && other.Occurred.Moment > claim.Occurred.Moment).MinBy(other => other.Occurred.Moment);
        return next is null ? SeriesPlace.Latest
            : next.Value.Quantity!.High < claim.Value.Quantity!.Low ? SeriesPlace.Revised : SeriesPlace.Earlier;
    }
}
