using Wolverine;

namespace Negotiations.Service.Deadlines;

/// <summary>When deadlines are looked at.</summary>
internal static class ReviewSchedule
{
    // Later dates are rescheduled in between; the schedule's dates end with the year 9999.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(365);

    /// <summary>Schedules a review. It passes a delay, not an instant, so that this service's clock decides.</summary>
    public static ValueTask ScheduleReview(this IMessageContext bus, ReviewDeadlines review, DateTimeOffset now) =>
        bus.ScheduleAsync(review, review.At - now is var wait && wait < LongestWait ? wait : LongestWait);
}
