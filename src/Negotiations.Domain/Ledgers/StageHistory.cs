using Negotiations.Domain.Agreements;
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
    private readonly List<StageSpan> spans = [];
    private int agreements, activeRuns, plansAhead, sources, silent;
    private bool wasActive;
    private Fact? lifecycle;

    private StageHistory(Track track) => this.track = track;

    /// <summary>The stages one after another; none while nothing happened.</summary>
    public IReadOnlyList<StageSpan> Spans => spans;

    /// <summary>Where it stands.</summary>
    public Stage Stage { get; private set; } = Stage.Exploratory;

    /// <summary>Since when no source covers it; null while one does, or where nobody says what they cover.</summary>
    public DateOnly? UncoveredSince { get; private set; }

    /// <summary>Whether something is still to be kept.</summary>
    public bool HasOpen => things[(int)Keeping.Agreed] + things[(int)Keeping.Kept] > 0;

    /// <summary>Up to a day.</summary>
    public static StageHistory Of(TrackLedger ledger, DateOnly day)
    {
        var history = new StageHistory(ledger.Track);
        foreach (var changes in history.Changes(ledger).Where(change => change.Day <= day).OrderBy(change => change.Day)
            .GroupBy(change => change.Day)) history.Take(changes.Key, changes);
        return history;
    }

    // The fact by which a stage begins is the last that turned the day into it.
    private void Take(DateOnly day, IEnumerable<Change> changes)
    {
        var (stage, by) = (Stage, (Guid?)null);
        foreach (var change in changes)
        {
            change.Apply();
            var next = Now();
            if (next != stage || (spans is [] && by is null)) by = change.By;
            stage = next;
        }
        UncoveredSince = IsUncovered ? UncoveredSince ?? day : null;
        if (spans is not [] && stage == Stage && (stage != Stage.Exploratory || day != track.Opened?.Day())) return;
        if (spans is not [] && stage == Stage) spans[^1] = spans[^1] with { From = day, By = track.Opened!.Id };
        else spans.Add(new StageSpan(stage, day, by));
        Stage = stage;
    }

    private bool IsUncovered => sources > 0 && silent == sources;

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
        : !wasActive && things[(int)Keeping.Broken] == 0 ? Stage.Exploratory
        : IsUncovered ? Stage.Uncovered : Stage.Dormant;

    private IEnumerable<Change> Changes(TrackLedger ledger)
    {
        if (track.Opened is { } opened) yield return new Change(opened.Day(), opened.Id, () => { });
        foreach (var fact in track.Lifecycle.InOrder()) yield return new Change(fact.Day(), fact.Id, () => lifecycle = fact);
        foreach (var change in Phases.Of(ledger).SelectMany(Changes)) yield return change;
        foreach (var change in track.Agreements.Values.SelectMany(Changes)) yield return change;
        foreach (var run in track.Activity.Runs)
        {
            yield return new Change(run.From, run.By, () => (activeRuns, wasActive) = (activeRuns + 1, true));
            yield return new Change(Days.Later(run.Until, TrackActivity.Days + 1), null, () => activeRuns--);
        }
        foreach (var (from, until, by) in track.Rounds.Values.SelectMany(Plans).Where(plan => plan.From <= plan.Until))
        {
            yield return new Change(from, by, () => plansAhead++);
            if (until < DateOnly.MaxValue) yield return new Change(until.AddDays(1), null, () => plansAhead--);
        }
        foreach (var change in track.Sources.SelectMany(Changes)) yield return change;
    }

    private IEnumerable<Change> Changes(IReadOnlyList<Phase> phases)
    {
        for (var i = 0; i < phases.Count; i++)
        {
            var (before, phase) = (i == 0 ? (Keeping?)null : phases[i - 1].Keeping, phases[i]);
            yield return new Change(phase.From, phase.By, () =>
            {
                if (before is { } last) things[(int)last]--;
                things[(int)phase.Keeping]++;
            }
            );
        }
    }

    private IEnumerable<Change> Changes(Agreement agreement)
    {
        if (agreement.Signed is not { } signed) yield break;
        yield return new Change(signed.Day(), signed.Id, () => (agreements, wasActive) = (agreements + 1, true));
        if (agreement.Ended is { } end) yield return new Change(Days.Latest(signed.Day(), end.Day()), end.Id, () => agreements--);
    }

    // A source is silent when a time ended that it covered, until another begins; one of which nothing is recorded never is.
    private IEnumerable<Change> Changes(SourceStart source)
    {
        var (covered, hasEnded, isSilent) = (0, false, false);
        yield return new Change(source.Day, null, () => sources++);
        foreach (var coverage in track.Coverage.Values.Where(coverage => coverage.Speaker == source.Source))
        {
            // Before its first fact here it says nothing of this track.
            var from = Days.Latest(source.Day, coverage.From.Earliest is { } start ? Days.Of(start) : null);
            var end = coverage.Until?.Latest is { } latest ? Days.Later(Days.Of(latest), 1) : (DateOnly?)null;
            if (!(end <= from)) yield return new Change(from, coverage.Id, () => Note(++covered, hasEnded));
            if (end is { } day)
                yield return new Change(Days.Latest(source.Day, end), coverage.Id, () => Note(day <= from ? covered : --covered, true));
        }

        void Note(int open, bool isEnded)
        {
            hasEnded = isEnded;
            silent += (open == 0 && hasEnded ? 1 : 0) - (isSilent ? 1 : 0);
            isSilent = open == 0 && hasEnded;
        }
    }

    // The days on which an agreed plan lay ahead: from each date that was set to the next, or until that date, and until it was held.
    private static IEnumerable<(DateOnly From, DateOnly Until, Guid By)> Plans(Round round)
    {
        if (round is not { Scheduled: { Status: RoundStatus.Agreed } plan }) yield break;
        (DateOnly Day, Occurrence? Planned, Guid By)[] set = [(plan.Day(), plan.Planned, plan.Id),
            .. round.Postponements.Where(postponed => postponed.Rank().CompareTo(plan.Rank()) > 0)
                .Select(postponed => (postponed.Day(), postponed.Planned, postponed.Id))];
        for (var i = 0; i < set.Length; i++)
        {
            if (set[i].Planned is not { } planned) continue;
            var end = planned.Latest is { } latest ? Days.Of(latest) : DateOnly.MaxValue;
            foreach (var next in new[] { i + 1 < set.Length ? set[i + 1].Day : (DateOnly?)null, round.Held?.Day() })
                if (next <= end) end = next.Value.AddDays(-1);
            yield return (set[i].Day, end, set[i].By);
        }
    }

    // What is different from a day on, and the fact by which it is; null where only time passed.
    private sealed record Change(DateOnly Day, Guid? By, Action Apply);
}
