using Negotiations.Domain.Time;

namespace Negotiations.Domain.Claims;

/// <summary>A date that is claimed.</summary>
/// <param name="Stated">As it was stated.</param>
public sealed record DateValue(Occurrence Stated) : ClaimValue;
