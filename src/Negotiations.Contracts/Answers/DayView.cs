namespace Negotiations.Contracts.Answers;

/// <summary>A day on which something happened, <c>GET /negotiations/{n}/days</c>: what comes before and after a view.</summary>
/// <param name="Day">The day.</param>
/// <param name="Facts">How many facts count on it.</param>
public sealed record DayView(DateOnly Day, int Facts);
