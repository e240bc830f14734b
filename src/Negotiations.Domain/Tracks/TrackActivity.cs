using System.Collections.Immutable;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Tracks;

/// <summary>
/// The runs of days in which a track was active: no two talks, papers, positions or proposals of a run lie more than 90 days apart.
/// </summary>
/// <param name="Runs">The runs in order of time.</param>
public sealed record TrackActivity(ImmutableArray<Run> Runs)
{
    /// <summary>How many days one act of diplomacy keeps a track active.</summary>
    public const int Days = 90;

    /// <summary>Nothing has happened yet.</summary>
    public static TrackActivity None { get; } = new([]);

    /// <summary>The last run; null when nothing has happened yet.</summary>
    public Run? Last => Runs is [.., var last] ? last : null;

    /// <summary>Since when it has been active without a day's gap up to the last run; null when nothing has happened yet.</summary>
    public DateOnly? Since
    {
        get
        {
            var since = Last?.From;
            foreach (var run in Runs.Reverse().Skip(1).TakeWhile(run => Time.Days.Later(run.Until, Days + 1) >= since)) since = run.From;
            return since;
        }
    }

    /// <summary>With one more act of diplomacy; the order in which they are added makes no difference.</summary>
    public TrackActivity With(Fact fact)
    {
        var joined = Run.Of(fact);
        if (Last is { } last && last.BeginsBefore(joined) && joined.Until <= last.Until) return this;
        var apart = ImmutableArray.CreateBuilder<Run>(Runs.Length + 1);
        foreach (var run in Runs)
        {
            if (run.IsNear(joined)) joined = joined.Join(run);
            else apart.Add(run);
        }
        apart.Add(joined);
        apart.Sort((left, right) => left.From.CompareTo(right.From));
        return new TrackActivity(apart.ToImmutable());
    }
}
