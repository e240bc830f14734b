namespace Negotiations.Domain.Claims;

/// <summary>A word of a closed list that is claimed, such as <c>noProgress</c>.</summary>
/// <param name="Stated">As it was stated.</param>
public sealed record WordValue(string Stated) : ClaimValue;
