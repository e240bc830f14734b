using Negotiations.Domain;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;
using Negotiations.Service.Commands;
using Wolverine;

namespace Negotiations.Service.Deadlines;

/// <summary>
/// Schedules a review of each deadline and sends notice of those that passed: both saved with what was decided, or not at all.
/// </summary>
internal sealed class DeadlineSchedule : IDeadlineSchedule
{
    /// <summary>How long a negotiation must be quiet before a deadline that was past when it was set is taken as unmet.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task Update(IEnumerable<(Track Before, Track After)> changed, IReadOnlyCollection<Fact> appended, IMessageContext bus,
        DateTimeOffset now)
    {
        foreach (var (before, after) in changed)
        {
            if (Awaited.AwaitsTheSame(before, after)) continue;
            var known = before.Dues().ToArray();
            var added = after.Dues().Where(due => due.Home == after.Key && !known.Any(due.IsSame));
            // A scheduled review of the track's history will see this too: it repeats until nothing new has come.
            if (known.Any(due => due.IsHistory && due.KnownSince > now - (Quiet / 2)))
                added = added.Where(due => due.Deadline.Moment >= now);
            foreach (var at in added.Select(due => due.Deadline.Moment < now ? now + Quiet : Days.After(due.Deadline.Moment)).Distinct())
                await bus.ScheduleReview(new ReviewDeadlines(after.Negotiation.Value, after.Key.Value, at), now);
        }
        foreach (var passed in appended.OfType<DeadlinePassed>())
        {
            var track = changed.Select(one => one.After).First(one => (one.Negotiation, one.Key) == (passed.Negotiation, passed.Tracks[0]));
            var due = track.Missed().First(due => due.Thing == new Thing(passed.Kind, passed.Thing));
            if (!due.IsHistory) await bus.PublishAsync(DeadlineNotice.Of(passed));
        }
    }
}
