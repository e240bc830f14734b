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
    /// <summary>When this system stored the fact.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Whether the value is one part of a running total, such as one return of children; parts add up.</summary>
    public bool IsIncrement { get; init; }

    /// <summary>Whether a second voice denies the fact: the claim stays, and the measure is disputed.</summary>
    public bool IsContested { get; init; }

    /// <summary>The body that counted, where bodies may count the same; null where it makes no difference.</summary>
    public Key? Body { get; init; }

    /// <summary>Whether a number is claimed that says something.</summary>
    public bool IsNumber => Value.Quantity is { Form: not QuantityForm.Unknown };

    /// <summary>Whether it is a number that holds up to its date, so that a later one of the same speaker takes its place.</summary>
    public bool IsRunningTotal => IsNumber && !IsIncrement && Measure is LegMeasure { Aspect: ExchangeAspect.Delivered }
        or ExchangeMeasure { Aspect: ExchangeAspect.Delivered } or ChildrenMeasure or IncidentMeasure or CeasefireMeasure;

    /// <summary>
    /// Who really says it: the claimant's actor, else the agency that is repeated, else the publisher. Many papers that repeat one agency
    /// are one origin.
    /// </summary>
    public string Speaker() =>
        Claimant?.Actor.Value ?? Origin?.Value
        ?? SpeakerOf(Publisher ?? "");

    /// <summary>The name of a publication as it is compared: small letters and digits, hyphens for anything else.</summary>
    public static string SpeakerOf(string name) =>
        string.Concat(name.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : '-'));

    /// <summary>The instant up to which it holds: what has happened did so by the time it was recorded.</summary>
    public DateTimeOffset Moment() => Occurred.MomentBy(RecordedAt);

    /// <summary>World order: by moment, then as recorded, then by fact, then by claimant.</summary>
    public int CompareTo(Claim? other)
    {
        if (other is null) return 1;
        var byFact = (Moment(), RecordedAt, FactId).CompareTo((other.Moment(), other.RecordedAt, other.FactId));
        return byFact != 0 ? byFact : string.CompareOrdinal(Claimant?.ToString(), other.Claimant?.ToString());
    }
}
