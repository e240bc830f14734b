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
    /// <param name="track">Its state as of the instant.</param>
    /// <param name="at">The instant from which it is looked at: now, or the end of a day.</param>
    public static TrackStatus Of(Track track, DateTimeOffset at) => Of(TrackLedger.Of(track), at);

    /// <summary>Derives where a track stands.</summary>
    /// <param name="ledger">Its ledger as of the instant.</param>
    /// <param name="at">The instant from which it is looked at: now, or the end of a day.</param>
    public static TrackStatus Of(TrackLedger ledger, DateTimeOffset at)
    {
        var (track, day) = (ledger.Track, Days.Of(at));
        if (track.Lifecycle.Last is TrackClosed or TrackSuspended)
            return new TrackStatus(track.Lifecycle.Last is TrackClosed ? Stage.Closed : Stage.Suspended, track.Lifecycle.Last.Day(), false,
                null, []);
        var dues = ledger.Dues().OrderBy(due => due.When.Moment).ThenBy(due => due.Thing.Id).ToImmutableArray();
        var fulfilment = Fulfilment.Of(ledger, day);
        var (stage, reached) = StageOf(track, fulfilment, day);
        var since = track.Lifecycle.ResumedOn is { } resumed ? Days.Latest(resumed, reached) : reached;
        return new TrackStatus(stage, since, IsStalled(track, fulfilment, day),
            dues.FirstOrDefault(due => !due.IsOverdue(at)), [.. dues.Where(due => due.IsOverdue(at))]);
    }

    private static (Stage, DateOnly?) StageOf(Track track, Fulfilment fulfilment, DateOnly day)
    {
        if (fulfilment.Stage is { } kept) return kept;
        var (stage, since) = StageWithoutObligations(track, fulfilment, day);
        return (stage, fulfilment.LastGivenUp is { } end ? Days.Latest(end, since) : since);
    }

    // Where nothing is to be kept.
    private static (Stage, DateOnly?) StageWithoutObligations(Track track, Fulfilment fulfilment, DateOnly day)
    {
        var last = track.Activity.Last;
        if (last is not null && DaysBetween(last.Until, day) <= TrackActivity.Days) return (Stage.Active, track.Activity.Since);
        var quiet = last is null ? (DateOnly?)null : Days.Later(last.Until, TrackActivity.Days + 1);
        var (ahead, passed) = Plans(track, day);
        if (ahead is { } scheduled) return (Stage.Scheduled, Days.Latest(scheduled, quiet));
        if ((quiet ?? fulfilment.LastKeptInVain) is { } since) return (Stage.Dormant, Days.Latest(since, passed));
        return (Stage.Exploratory, track.Opened is { } opened ? Days.Latest(opened.Day(), passed) : passed);
    }

    // Since when an agreed round lies ahead, without a gap; and the day after the last one that passed.
    private static (DateOnly? Ahead, DateOnly? Passed) Plans(Track track, DateOnly day)
    {
        (DateOnly From, DateOnly Until)[] plans = [.. track.Rounds.Values.SelectMany(Plans).Where(plan => plan.From <= plan.Until)];
        var passed = plans.Where(plan => plan.Until < day).Select(plan => (DateOnly?)Days.Later(plan.Until, 1)).Max();
        var ahead = plans.Where(plan => plan.Until >= day).Select(plan => (DateOnly?)plan.From).Min();
        while (plans.Where(plan => plan.From < ahead && Days.Later(plan.Until, 1) >= ahead).Select(plan => (DateOnly?)plan.From).Min()
            is { } earlier) ahead = earlier;
        return (ahead, passed);
    }

    // The days on which an agreed plan lay ahead: until it was put off, and then until the new date.
    private static IEnumerable<(DateOnly From, DateOnly Until)> Plans(Round round)
    {
        if (round is not { Held: null, Scheduled: { Status: RoundStatus.Agreed } plan }) yield break;
        if (round.PlannedBy is not RoundPostponed postponed)
        {
            yield return (plan.Day(), EndOf(plan.Planned));
            yield break;
        }
        var before = EndOf(plan.Planned);
        yield return (plan.Day(), before < postponed.Day() ? before : postponed.Day().AddDays(-1));
        if (postponed.Planned is { } next) yield return (postponed.Day(), EndOf(next));

        static DateOnly EndOf(Occurrence planned) => planned.Latest is { } end ? Days.Of(end) : DateOnly.MaxValue;
    }

    private static bool IsStalled(Track track, Fulfilment fulfilment, DateOnly day) =>
        track.LastMovement is { } last && DaysBetween(last.Day(), day) > TrackActivity.Days
        && (fulfilment.HasOpen || track.Memos.Values.Any(memo => memo.IsOpen));

    private static int DaysBetween(DateOnly earlier, DateOnly day) => day.DayNumber - earlier.DayNumber;
}
