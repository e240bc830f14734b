using Negotiations.Domain.Commitments;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;
using Negotiations.Service.Recording;
using Wolverine;

namespace Negotiations.Service.Deadlines;

/// <summary>Sees to it that deadlines are looked at when they pass, and that notice of them is given: both saved with what was decided, or not at all.</summary>
internal static class DeadlineWatch
{
    /// <summary>For so long nothing must be recorded in a negotiation before a deadline that was past when it was set is taken as unmet.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    // What lies further ahead is looked at in between; the schedule's dates end with the year 9999.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(365);

    /// <summary>Schedules what was decided to be looked at, and gives notice of the deadlines that it says have passed; of imported ones, notice was given where they come from.</summary>
    public static async Task Watch(Desk desk, IMessageContext bus, DateTimeOffset now, bool isImport = false)
    {
        foreach (var (before, after) in desk.Changed)
        {
            if (Awaited.AwaitsTheSame(before, after)) continue;
            var known = before.Dues().ToArray();
            var added = after.Dues().Where(due => due.Home == after.Key && due.Deadline is not null && !known.Any(due.IsSame));
            // A review of the track's history that is on its way will see this too: it ends only when nothing has come since it last looked.
            if (known.Any(due => due.IsHistory && due.KnownSince > now - (Quiet / 2))) added = added.Where(due => due.Deadline!.Moment >= now);
            foreach (var at in added.Select(due => due.Deadline!.Moment < now ? now + Quiet : Days.After(due.Deadline.Moment)).Distinct())
                await bus.Schedule(new ReviewDeadlines(after.Negotiation.Value, after.Key.Value, at), now);
        }
        foreach (var passed in isImport ? [] : desk.Appended.OfType<DeadlinePassed>())
        {
            var due = desk.Track(passed.Negotiation, passed.Tracks[0]).Missed().First(due => (due.Kind, due.Thing) == (passed.Kind, passed.Thing));
            if (!due.IsHistory) await bus.PublishAsync(DeadlineNotice.Of(passed));
        }
    }

    /// <summary>Schedules a review. The wait is told rather than the instant, so that the clock of this service decides.</summary>
    public static ValueTask Schedule(this IMessageContext bus, ReviewDeadlines review, DateTimeOffset now) =>
        bus.ScheduleAsync(review, review.At - now is var wait && wait < LongestWait ? wait : LongestWait);
}
