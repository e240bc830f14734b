using System.Collections.Immutable;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>Where a track stands on a day: derived whenever it is read, never stored.</summary>
/// <param name="Stages">Its stages one after another, the last of which is where it stands; none while nothing happened.</param>
/// <param name="UncoveredSince">The day since which no source covers it; null while one does, or where nobody says.</param>
/// <param name="Stalled">Whether nothing moved for 90 days while something is open.</param>
/// <param name="Next">What is due next, overdue things aside.</param>
/// <param name="Overdue">What is overdue, the longest first.</param>
public sealed record TrackStatus(IReadOnlyList<StageSpan> Stages, DateOnly? UncoveredSince, bool Stalled, Due? Next,
    ImmutableArray<Due> Overdue)
{
    /// <summary>Its stage.</summary>
    public Stage Stage => Stages is [.., var last] ? last.Stage : Stage.Exploratory;

    /// <summary>The day since which it stands there; null when nothing tells.</summary>
    public DateOnly? Since => Stages is [.., var last] ? last.From : null;

    /// <summary>The fact by which it does; null where only time passed.</summary>
    public Guid? By => Stages is [.., var last] ? last.By : null;

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
        return new TrackStatus(history.Spans, history.UncoveredSince, IsStalled(track, history, at),
            dues.FirstOrDefault(due => !due.IsOverdue(at)), [.. dues.Where(due => due.IsOverdue(at))]);
    }

    // Where no source covers it, nobody knows whether it moves.
    private static bool IsStalled(Track track, StageHistory history, DateTimeOffset at) =>
        history.Stage is not (Stage.Closed or Stage.Suspended) && history.UncoveredSince is null
        && track.LastMovement is { } last && Days.Of(at).DayNumber - last.Day().DayNumber > TrackActivity.Days
        && (history.HasOpen || track.Memos.Values.Any(memo => memo is { Received: not null, IsOpen: true })
            || track.Proposals.Values.Any(proposal => proposal.IsOpenAt(at)));
}
