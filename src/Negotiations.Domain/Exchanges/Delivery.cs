using Negotiations.Domain.Claims;

namespace Negotiations.Domain.Exchanges;

/// <summary>What one leg delivered at one hand-over.</summary>
/// <param name="Leg">The leg.</param>
/// <param name="Quantity">How many; unknown is legal.</param>
public sealed record Delivery(Key Leg, Quantity Quantity);
