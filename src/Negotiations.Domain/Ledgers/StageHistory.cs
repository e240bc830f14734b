using Negotiations.Domain.Facts;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>Where a track stood from day to day, with what is known now: the days are taken one after another.</summary>
internal sealed class StageHistory
{
    private readonly int[] things = new int[Enum.GetValues<Keeping>().Length];
    private readonly Track track;
    private int agreements, activeRuns, plansAhead;
    private bool wasActive;
    private Fact? lifecycle;

    private StageHistory(Track track) => this.track = track;

    /// <summary>Where it stands.</summary>
    public Stage Stage { get; private set; } = Stage.Exploratory;

    /// <summary>Since when; null when nothing tells.</summary>
    public DateOnly? Since { get; private set; }

    /// <summary>Whether something is still to be kept.</summary>
    public bool HasOpen => things[(int)Keeping.Agreed] + things[(int)Keeping.Kept] > 0;

    /// <summary>Up to a day.</summary>
    public static StageHistory Of(TrackLedger ledger, DateOnly day)
    {
        var history = new StageHistory(ledger.Track);
        foreach (var changes in history.Changes(ledger).Where(change => change.Day <= day).OrderBy(change => change.Day)
            .GroupBy(change => change.Day)) history.Take(changes.Key, changes.Select(change => change.Apply));
        return history;
    }

    private void Take(DateOnly day, IEnumerable<Action> changes)
    {
        foreach (var change in changes) change();
        var stage = Now();
        if (Since is null || stage != Stage || (day == track.Opened?.Day() && stage == Stage.Exploratory))
            Since = day;
        Stage = stage;
    }

    // The first that holds.
    private Stage Now() =>
        lifecycle is TrackClosed ? Stage.Closed
        : lifecycle is TrackSuspended ? Stage.Suspended
        : things[(int)Keeping.Kept] > 0 ? Stage.Implementing
        : things[(int)Keeping.Agreed] > 0 ? Stage.Agreed
        : things[(int)Keeping.Settled] > 0 ? Stage.Completed
        : agreements > 0 ? Stage.Agreed
        : activeRuns > 0 ? Stage.Active
        : plansAhead > 0 ? Stage.Scheduled
        : wasActive || things[(int)Keeping.Broken] > 0 ? Stage.Dormant : Stage.Exploratory;

    private IEnumerable<(DateOnly Day, Action Apply)> Changes(TrackLedger ledger)
    {
        if (track.Opened is { } opened) yield return (opened.Day(), () => { });
        foreach (var fact in track.Lifecycle.InOrder()) yield return (fact.Day(), () => lifecycle = fact);
        foreach (var change in Phases.Of(ledger).SelectMany(Changes)) yield return change;
        foreach (var agreement in track.Agreements.Values) yield return (agreement.Day(), () => agreements++);
        foreach (var run in track.Activity.Runs)
        {
            yield return (run.From, () => (activeRuns, wasActive) = (activeRuns + 1, true));
            yield return (Days.Later(run.Until, TrackActivity.Days + 1), () => activeRuns--);
        }
        foreach (var (from, until) in track.Rounds.Values.SelectMany(Plans).Where(plan => plan.From <= plan.Until))
        {
            yield return (from, () => plansAhead++);
            if (until < DateOnly.MaxValue) yield return (until.AddDays(1), () => plansAhead--);
        }
    }

    private IEnumerable<(DateOnly Day, Action Apply)> Changes(IReadOnlyList<Phase> phases)
    {
        for (var i = 0; i < phases.Count; i++)
        {
            var (before, phase) = (i == 0 ? (Keeping?)null : phases[i - 1].Keeping, phases[i]);
            yield return (phase.From, () =>
            {
                if (before is { } last) things[(int)last]--;
                things[(int)phase.Keeping]++;
            }
            );
        }
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
}
