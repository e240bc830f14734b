using System.Collections.Immutable;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>Where a track stands on a day: derived whenever it is read, never stored.</summary>
/// <param name="Stage">Its stage.</param>
/// <param name="Since">The day since which it stands there; null when nothing tells.</param>
/// <param name="Stalled">Whether nothing moved for 90 days while something is open.</param>
/// <param name="Next">What is due next, overdue things aside.</param>
/// <param name="Overdue">What is overdue, the longest first.</param>
public sealed record TrackStatus(Stage Stage, DateOnly? Since, bool Stalled, Due? Next, ImmutableArray<Due> Overdue)
{
    /// <summary>Derives where a track stands.</summary>
    /// <param name="track">Its state as of the day.</param>
    /// <param name="day">The day, UTC.</param>
    public static TrackStatus Of(Track track, DateOnly day) => Of(TrackLedger.Of(track), day);

    /// <summary>Derives where a track stands.</summary>
    /// <param name="ledger">Its ledger as of the day.</param>
    /// <param name="day">The day, UTC.</param>
    public static TrackStatus Of(TrackLedger ledger, DateOnly day)
    {
        var track = ledger.Track;
        if (track.Lifecycle.Last is TrackClosed or TrackSuspended)
            return new TrackStatus(track.Lifecycle.Last is TrackClosed ? Stage.Closed : Stage.Suspended, track.Lifecycle.Last.Day(), false,
                null, []);
        var dues = ledger.Dues().OrderBy(due => due.When.Moment).ThenBy(due => due.Thing.Id).ToImmutableArray();
        var fulfilment = Fulfilment.Of(ledger);
        var (stage, since) = StageOf(track, fulfilment, day);
        return new TrackStatus(stage, since, IsStalled(track, fulfilment, day),
            dues.FirstOrDefault(due => !due.IsOverdue(day)), [.. dues.Where(due => due.IsOverdue(day))]);
    }

    private static (Stage, DateOnly?) StageOf(Track track, Fulfilment fulfilment, DateOnly day)
    {
        if (fulfilment is { Agreed: not [], Delivered: not [], HasOpen: false }) return (Stage.Completed, fulfilment.Delivered.Max());
        if (fulfilment is { Agreed: not [], Delivered: not [] }) return (Stage.Implementing, fulfilment.Delivered.Min());
        if (fulfilment.Agreed is not []) return (Stage.Agreed, fulfilment.Agreed.Min());
        if (track.Activity.Last is { } run && DaysBetween(run.Until, day) <= TrackActivity.Days) return (Stage.Active, run.From);
        if (FirstScheduled(track, day) is { } scheduled) return (Stage.Scheduled, scheduled);
        if (track.Activity.Last is { } last) return (Stage.Dormant, Days.Later(last.Until, TrackActivity.Days + 1));
        return (Stage.Exploratory, track.Opened is { } opened ? opened.Day() : null);
    }

    private static bool IsStalled(Track track, Fulfilment fulfilment, DateOnly day) =>
        track.LastMovement is { } last && DaysBetween(Days.Of(last.Occurred.Moment), day) > TrackActivity.Days
        && (fulfilment.HasOpen || track.Memos.Values.Any(memo => memo.IsOpen));

    private static DateOnly? FirstScheduled(Track track, DateOnly day) => (
        from round in track.Rounds.Values
        where round is { Held: null, Scheduled.Status: RoundStatus.Agreed, Planned: { } planned } && !(planned.Latest < Days.Start(day))
        select (DateOnly?)round.Scheduled!.Day()).Min();

    private static int DaysBetween(DateOnly earlier, DateOnly day) => day.DayNumber - earlier.DayNumber;
}
