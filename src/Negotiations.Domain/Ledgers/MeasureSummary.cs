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
/// <param name="Number">What the number is, as a range over what the claimants say; null where nothing is said, or it is no number.</param>
public sealed record MeasureSummary(
    Measure Measure, ClaimStatus Status, ClaimValue? Accepted, ImmutableArray<Claim> Claims, ImmutableArray<Vote> Votes,
    ClaimsReconciled? Decision, ImmutableArray<Guid> ReopenedBy, NumberRange? Number)
{
    /// <summary>Who denies a contested claim, by the fact that claims it.</summary>
    public ImmutableSortedDictionary<Guid, ImmutableArray<FactDenied>> Denials { get; init; } =
        ImmutableSortedDictionary<Guid, ImmutableArray<FactDenied>>.Empty;

    /// <summary>The facts behind it: those that claim it, and those that claim what it follows from.</summary>
    public required Lazy<ImmutableArray<Guid>> Facts { get; init; }

    /// <summary>The place of each claim in its speaker's series, in the order of the claims; null for what is no running total.</summary>
    public ImmutableArray<SeriesPlace?> Places()
    {
        var places = new SeriesPlace?[Claims.Length];
        foreach (var series in Enumerable.Range(0, Claims.Length).Where(i => Claims[i].IsRunningTotal)
            .GroupBy(i => Claims[i].Speaker()))
        {
            Claim? next = null, after = null;
            foreach (var i in series.Reverse())
            {
                if (after is not null && after.Moment() > Claims[i].Moment()) next = after;
                places[i] = next is null ? SeriesPlace.Latest
                    : next.Value.Quantity!.High < Claims[i].Value.Quantity!.Low ? SeriesPlace.Revised : SeriesPlace.Earlier;
                after = Claims[i];
            }
        }
        return [.. places];
    }
}
