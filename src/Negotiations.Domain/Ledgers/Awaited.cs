using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>What is awaited on a track.</summary>
public static class Awaited
{
    /// <summary>
    /// Replies, agreed rounds, exchanges and unconditional commitments that have a date and are outstanding; none on a track that is closed
    /// or on hold.
    /// </summary>
    public static IEnumerable<Due> Dues(this TrackLedger ledger) => Of(ledger.Track, ledger.Promises);

    /// <summary>The same without the rest of the ledger: only what has a date is looked at.</summary>
    public static IEnumerable<Due> Dues(this Track track) => Of(track, Dated(track));

    /// <summary>
    /// What has a date and is still awaited, or came only after its date. What was kept in time is not included, even if its fact was
    /// recorded late.
    /// </summary>
    public static IEnumerable<Due> Missed(this Track track) => Of(track, Dated(track), orLate: true);

    /// <summary>A quick check whether two states await the same; if false, the dues must be compared.</summary>
    public static bool AwaitsTheSame(Track left, Track right) =>
        ReferenceEquals(left.Memos, right.Memos) && ReferenceEquals(left.Commitments, right.Commitments)
            && ReferenceEquals(left.Exchanges, right.Exchanges)
        && ReferenceEquals(left.Rounds, right.Rounds) && ReferenceEquals(left.Claims, right.Claims)
            && ReferenceEquals(left.Reconciliations, right.Reconciliations)
        && left.Lifecycle == right.Lifecycle;

    /// <summary>Every promise with a date that was made here and is not contested.</summary>
    internal static IEnumerable<Promise> DatedAtHome(Track track)
    {
        var (book, shown) = (new Lazy<ClaimBook>(() => ClaimBook.Of(track)), track.WithContested());
        return shown.Exchanges.Where(exchange => exchange.Value.Due is not null)
            .SelectMany(exchange => Promise.Of(ExchangeLedger.Of(exchange.Key, exchange.Value, book.Value)))
            .Concat(shown.Commitments.Values.SelectMany(Promise.Of)).Concat(shown.Memos.Values.SelectMany(Promise.Of))
            .Where(promise => promise.Made.Tracks[0] == track.Key && !track.IsContested(promise.Thing));
    }

    private static IEnumerable<Promise> Dated(Track track)
    {
        var book = new Lazy<ClaimBook>(() => ClaimBook.Of(track));
        return track.Memos.Values.SelectMany(Promise.Of).Concat(track.Commitments.Values.SelectMany(Promise.Of)).Concat(
            from exchange in track.Exchanges
            where exchange.Value.Due is not null
            from leg in Promise.Of(ExchangeLedger.Of(exchange.Key, exchange.Value, book.Value))
            select leg);
    }

    private static IEnumerable<Due> Of(Track track, IEnumerable<Promise> promises, bool orLate = false) =>
        track.Lifecycle.Last is TrackClosed or TrackSuspended ? [] :
        promises.Where(promise => promise is { Due: not null, Condition: null } && (promise.IsOpen || (orLate && promise.IsLate == true)))
            .GroupBy(promise => promise.Thing)
            .Select(promised => Of([.. promised])).Concat(track.Rounds.Values.SelectMany(round => Meeting(round, orLate)));

    // The legs of an exchange are due together, from those who still owe one.
    private static Due Of(Promise[] promised) =>
        new(promised[0].Thing, promised[0].Due!, [.. promised.SelectMany(promise => promise.By).Distinct()],
            (promised[0].Thing.Kind == ThingKind.Memo ? "reply to " : "") + $"{Words.Of(promised[0].Thing.Kind)} {promised[0].Thing.Id}")
        {
            Home = promised[0].Made.Tracks[0],
            KnownSince = promised[0].DueSetBy!.Recorded.At,
        };

    private static IEnumerable<Due> Meeting(Round round, bool orLate)
    {
        if (round is { Planned: { } planned, PlannedBy: { } setBy, Scheduled: { Status: RoundStatus.Agreed } plan }
            && (round.Held is null || (orLate && round.Held.Occurred.Earliest > planned.Deadline().Moment)))
            yield return new Due(new Thing(ThingKind.Round, plan.Round), planned, plan.By, $"round {plan.Round}")
            {
                Home = plan.Tracks[0],
                KnownSince = setBy.Recorded.At
            };
    }
}
