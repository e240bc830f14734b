using System.Collections.Immutable;
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
    /// <param name="track">Its state as of the instant.</param>
    /// <param name="at">The instant from which it is looked at: now, or the end of a day.</param>
    public static TrackStatus Of(Track track, DateTimeOffset at) => Of(TrackLedger.Of(track), at);

    /// <summary>Derives where a track stands.</summary>
    /// <param name="ledger">Its ledger as of the instant.</param>
    /// <param name="at">The instant from which it is looked at: now, or the end of a day.</param>
    public static TrackStatus Of(TrackLedger ledger, DateTimeOffset at)
    {
        var (track, day) = (ledger.Track, Days.Of(at));
        var history = StageHistory.Of(ledger, day);
        var dues = ledger.Dues().OrderBy(due => due.When.Moment).ThenBy(due => due.Thing.Id).ToImmutableArray();
        return new TrackStatus(history.Stage, history.Since, IsStalled(track, history, day),
            dues.FirstOrDefault(due => !due.IsOverdue(at)), [.. dues.Where(due => due.IsOverdue(at))]);
    }

    private static bool IsStalled(Track track, StageHistory history, DateOnly day) =>
        history.Stage is not (Stage.Closed or Stage.Suspended)
        && track.LastMovement is { } last && day.DayNumber - last.Day().DayNumber > TrackActivity.Days
        && (history.HasOpen || track.Memos.Values.Any(memo => memo.IsOpen));
}
