using Negotiations.Domain.Time;

namespace Negotiations.Domain.Claims;

/// <summary>One claimant's value for a measure, from one fact and its source.</summary>
/// <param name="Measure">The address of the number.</param>
/// <param name="Value">What is claimed.</param>
/// <param name="Claimant">Whose word it is; null is the publication's own voice.</param>
/// <param name="FactId">The fact that claims it.</param>
/// <param name="Occurred">The date that the claim describes.</param>
/// <param name="Publisher">Who published it; null when the fact has no report.</param>
/// <param name="Origin">The agency that the publication repeats, when it says so.</param>
public sealed record Claim(
    Measure Measure, ClaimValue Value, ActorKey? Claimant, Guid FactId, Occurrence Occurred, string? Publisher, Key? Origin)
        : IComparable<Claim>
{
    /// <summary>Whether the value is one part of a running total, such as one return of children; parts add up.</summary>
    public bool IsIncrement { get; init; }

    /// <summary>
    /// Who really says it: the claimant's actor, else the agency that is repeated, else the publisher. Many papers that repeat one agency
    /// are one origin.
    /// </summary>
    public string Speaker() =>
        Claimant?.Actor.Value ?? Origin?.Value
        ?? string.Concat((Publisher ?? "").ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : '-'));

    /// <summary>World order: by moment, then by fact, then by claimant.</summary>
    public int CompareTo(Claim? other)
    {
        if (other is null) return 1;
        var byMoment = (Occurred.Moment, FactId).CompareTo((other.Occurred.Moment, other.FactId));
        return byMoment != 0 ? byMoment : string.CompareOrdinal(Claimant?.ToString(), other.Claimant?.ToString());
    }
}
