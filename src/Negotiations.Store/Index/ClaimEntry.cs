using Negotiations.Domain;
using Negotiations.Domain.Claims;

namespace Negotiations.Store.Index;

/// <summary>One claim of a fact, flat, for the views that are read by SQL. A member's name is that of its column.</summary>
/// <param name="Measure">The address of the number.</param>
/// <param name="Claimant">Whose word it is; null is the publication's own voice.</param>
/// <param name="Value">What is claimed.</param>
/// <param name="Low">The least that it allows; null when it is no number.</param>
/// <param name="High">The most that it allows; null when it is no number or has no upper end.</param>
/// <param name="Basis">What a number counts.</param>
internal sealed record ClaimEntry(Measure Measure, ActorKey? Claimant, ClaimValue Value, long? Low, long? High, Basis? Basis)
{
    public static ClaimEntry Of(Claim claim) =>
        new(claim.Measure, claim.Claimant, claim.Value, claim.Value.Quantity is { Form: not QuantityForm.Unknown } known ? known.Low
            : null, claim.Value.Quantity?.High, claim.Value.Quantity?.Basis);
}
