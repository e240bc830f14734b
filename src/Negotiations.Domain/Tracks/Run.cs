using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Tracks;

/// <summary>A run of active days.</summary>
/// <param name="Moment">The moment of the act of diplomacy that began it.</param>
/// <param name="RecordedAt">When that was recorded.</param>
/// <param name="By">The fact that says so.</param>
/// <param name="Until">Its last day with an act of diplomacy.</param>
public sealed record Run(DateTimeOffset Moment, DateTimeOffset RecordedAt, Guid By, DateOnly Until)
{
    /// <summary>Its first day.</summary>
    public DateOnly From => Days.Of(Moment);

    internal static Run Of(Fact fact) => new(fact.Moment(), fact.Recorded.At, fact.Id, fact.Day());

    internal bool IsNear(Run other) =>
        other.From.DayNumber - Until.DayNumber <= TrackActivity.Days && From.DayNumber - other.Until.DayNumber <= TrackActivity.Days;

    internal Run Join(Run other) => (BeginsBefore(other) ? this : other) with { Until = Until > other.Until ? Until : other.Until };

    internal bool BeginsBefore(Run other) =>
        (Moment, RecordedAt, By).CompareTo((other.Moment, other.RecordedAt, other.By)) < 0;
}
