using Wolverine;

namespace Negotiations.Service.Deadlines;

/// <summary>When deadlines are looked at.</summary>
internal static class ReviewSchedule
{
    // What lies further ahead is looked at in between; the schedule's dates end with the year 9999.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(365);

    /// <summary>Schedules a look. The wait is told rather than the instant, so that the clock of this service decides.</summary>
    public static ValueTask ScheduleReview(this IMessageContext bus, ReviewDeadlines review, DateTimeOffset now) =>
        bus.ScheduleAsync(review, review.At - now is var wait && wait < LongestWait ? wait : LongestWait);
}
