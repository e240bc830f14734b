using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Ledgers;
using Negotiations.Service.Commands;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Wolverine;

namespace Negotiations.Service.Deadlines;

/// <summary>Handles <see cref="ReviewDeadlines"/>.</summary>
public static class ReviewDeadlinesHandler
{
    /// <summary>Records each deadline that has passed unmet, once.</summary>
    public static async Task Handle(ReviewDeadlines review, IDocumentSession session, IMessageContext bus, IDocumentStore store,
        Recorder recorder, TimeProvider clock, StoreWatch watch, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (!watch.IsClockRight) await bus.ScheduleReview(review with { At = now + DeadlineSchedule.Quiet }, now);
        else if (now < review.At) await bus.ScheduleReview(review, now);
        else
        {
            // The recorder needs a fresh session.
            await using var query = store.QuerySession();
            var passed = await Passed(review, query, now, cancellation);
            if (passed.Any(due => due.IsHistory) && await IsBusy(review, query, cancellation))
            {
                await bus.ScheduleReview(review with
                {
                    At = now + DeadlineSchedule.Quiet,
                    Seen = await HighestSequence(query, cancellation)
                }, now);
                passed = [.. passed.Where(due => !due.IsHistory)];
            }
            if (passed is not [])
            {
                await recorder.Record([.. passed.Select(due => Given.Now(Note(Key.Of(review.Negotiation), due), caller: null))],
                    atomic: false, session, bus, cancellation);
                return;
            }
        }
        await session.Commit(cancellation);
    }

    private static async Task<Due[]> Passed(ReviewDeadlines review, IQuerySession session, DateTimeOffset now,
        CancellationToken cancellation)
    {
        var stream = StreamKeys.Of(Key.Of(review.Negotiation), Key.Of(review.Track));
        var track = await session.StoredTrack(stream, cancellation) is { } stored
            ? (await session.Current([stored], cancellation))[0] : null;
        var passed = track?.State.Missed().Where(due => due.Home == track.State.Key && due.Deadline.Moment < now).ToArray() ?? [];
        var ids = passed.SelectMany(due => IdsOf(stream, due)).ToArray();
        var noted = ids is [] ? [] : (await session.Events.QueryAllRawEvents().Where(e => ids.Contains(e.Id)).ToListAsync(cancellation))
            .Where(e => e.Data is DeadlinePassed).Select(e => e.Id).ToHashSet();
        return [.. passed.Where(due => !IdsOf(stream, due).Any(noted.Contains))];
    }

    private static NoteDeadline Note(Key negotiation, Due due) =>
        NoteDeadline.Of(negotiation, due, DerivedId.OfDeadline(StreamKeys.Of(negotiation, due.Home), due.Thing, due.Deadline));

    private static Guid[] IdsOf(string stream, Due due) =>
        [DerivedId.OfDeadline(stream, due.Thing, due.Deadline),
        DerivedId.OfOldDeadline(stream, due.Thing, due.Deadline)];

    // While history is being imported, the fact that meets a deadline may still be on its way.
    private static async Task<bool> IsBusy(ReviewDeadlines review, IQuerySession session, CancellationToken cancellation)
    {
        var (tracks, notices) = (review.Negotiation + "/", FactCatalog.NamesOf<DeadlinePassed>());
        return review.Seen is not { } seen
            || await session.Events.QueryAllRawEvents()
                .AnyAsync(e => e.Sequence > seen && e.StreamKey!.StartsWith(tracks) && !notices.Contains(e.EventTypeName), cancellation);
    }

    private static async Task<long> HighestSequence(IQuerySession session, CancellationToken cancellation) =>
        await session.Events.QueryAllRawEvents().MaxAsync(e => e.Sequence, cancellation);
}
