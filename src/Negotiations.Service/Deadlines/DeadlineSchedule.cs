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
/// Sees to it that deadlines are looked at when they pass, and that notice of them is given: both saved with what was decided, or not at
/// all.
/// </summary>
internal sealed class DeadlineSchedule : IDeadlineSchedule
{
    /// <summary>
    /// For so long nothing must be recorded in a negotiation before a deadline that was past when it was set is taken as unmet.
    /// </summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task Update(IEnumerable<(Track Before, Track After)> changed, IReadOnlyCollection<Fact> appended, IMessageContext bus,
        DateTimeOffset now)
    {
        foreach (var (before, after) in changed)
        {
            if (Awaited.AwaitsTheSame(before, after)) continue;
            var known = before.Dues().ToArray();
            var added = after.Dues().Where(due => due.Home == after.Key && due.Deadline is not null && !known.Any(due.IsSame));
            // A review of the track's history that is on its way will see this too: it ends only when nothing has come since it last
            // looked.
            if (known.Any(due => due.IsHistory && due.KnownSince > now - (Quiet / 2)))
                added = added.Where(due => due.Deadline!.Moment >= now);
            foreach (var at in added.Select(due => due.Deadline!.Moment < now ? now + Quiet : Days.After(due.Deadline.Moment)).Distinct())
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
