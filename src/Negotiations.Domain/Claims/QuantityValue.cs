namespace Negotiations.Domain.Claims;

/// <summary>A number that is claimed.</summary>
/// <param name="Stated">As it was stated.</param>
public sealed record QuantityValue(Quantity Stated) : ClaimValue;
