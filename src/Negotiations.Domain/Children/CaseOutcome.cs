using Negotiations.Domain.Claims;

namespace Negotiations.Domain.Children;

/// <summary>How many cases of a review came out in one way.</summary>
/// <param name="Outcome">The way, such as <c>found</c>, <c>of-age</c> or <c>not-in-the-country</c>.</param>
/// <param name="Quantity">How many.</param>
public sealed record CaseOutcome(Key Outcome, Quantity Quantity);
