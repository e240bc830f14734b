namespace Negotiations.Domain.Ledgers;

/// <summary>A stage in which a track stood, from a day until the next span.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="From">Its first day.</param>
/// <param name="By">The fact by which it began; null where only time passed.</param>
public sealed record StageSpan(Stage Stage, DateOnly From, Guid? By);
