using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Knowledge;

namespace Negotiations.Domain.Ledgers;

/// <summary>What a person decided for a measure.</summary>
/// <param name="Decision">The decision that was not taken back; null where there is none.</param>
/// <param name="ReopenedBy">The facts that reopen it.</param>
/// <param name="Accepted">The value to use; null while the decision is open again or there is none.</param>
/// <param name="Number">The number to use, with what was handed over since; null where no number is.</param>
internal sealed record Decided(ClaimsReconciled? Decision, ImmutableArray<Guid> ReopenedBy, ClaimValue? Accepted, NumberRange? Number)
{
    public static Decided Nothing { get; } = new(null, [], null, null);
}
