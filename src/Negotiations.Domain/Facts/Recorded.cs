namespace Negotiations.Domain.Facts;

/// <summary>When this system stored a fact, and for whom.</summary>
/// <param name="At">The instant, UTC, to the microsecond.</param>
/// <param name="By">The caller.</param>
public sealed record Recorded(DateTimeOffset At, string By);
