namespace Negotiations.Domain.Tracks;

/// <summary>A run of active days.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Until">Its last day with an act of diplomacy.</param>
public sealed record Run(DateOnly From, DateOnly Until)
{
    internal bool IsNear(Run other) =>
        other.From.DayNumber - Until.DayNumber <= TrackActivity.Days && From.DayNumber - other.Until.DayNumber <= TrackActivity.Days;

    internal Run Join(Run other) => new(From < other.From ? From : other.From, Until > other.Until ? Until : other.Until);
}
