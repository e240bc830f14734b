using System.Collections.Immutable;
using Negotiations.Domain.Children;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>Promised, delivered, due: what a track's state says of every promise. Derived when read.</summary>
/// <param name="Track">The state.</param>
/// <param name="Book">What is claimed on it.</param>
/// <param name="Exchanges">Every exchange, by id.</param>
/// <param name="Lists">Every list of children, by id.</param>
/// <param name="Promises">Every promise: the legs of exchanges, commitments, and replies with a date.</param>
public sealed record TrackLedger(Track Track, ClaimBook Book, ImmutableArray<ExchangeLedger> Exchanges, ImmutableArray<ChildLedger> Lists,
    ImmutableArray<Promise> Promises)
{
    /// <summary>The ledger of a track.</summary>
    public static TrackLedger Of(Track track)
    {
        var (book, shown) = (ClaimBook.Of(track), track.WithContested());
        ImmutableArray<ExchangeLedger> exchanges =
        [
            .. shown.Exchanges.Select(exchange => ExchangeLedger.Of(exchange.Key, exchange.Value, book,
                track.IsContested(new Thing(ThingKind.Exchange, exchange.Key)))),
        ];
        return new TrackLedger(track, book, exchanges,
            [.. shown.ChildLists.Values.Select(list => ChildLedger.Of(list, track, book) with
            { IsContested = track.IsContested(new Thing(ThingKind.List, list.List)) })],
            [.. exchanges.SelectMany(Promise.Of).Concat(shown.Commitments.Values.SelectMany(Promise.Of))
                .Concat(shown.Memos.Values.SelectMany(Promise.Of))
                .Select(promise => track.IsContested(promise.Thing) ? promise.AsContested() : promise)]);
    }

    /// <summary>Returns of children of which nobody says on which list they stood, in world order.</summary>
    public IEnumerable<ChildrenReturned> ReturnsOutsideLists =>
        Track.Returns.Values.Where(returned => returned.List is null).OrderBy(returned => returned.Rank());

    /// <summary>The same without what has its home on another track, so that each thing counts once over a negotiation.</summary>
    public TrackLedger AtHome() => this with
    {
        Track = Track with
        {
            Returns = Track.Returns.RemoveRange(Track.Returns.Where(returned => returned.Value.Tracks[0] != Track.Key)
            .Select(returned => returned.Key))
        },
        Exchanges = Exchanges.RemoveAll(exchange => exchange.Held.Agreed?.Tracks[0] != Track.Key),
        Lists = Lists.RemoveAll(list => list.List.Tracks[0] != Track.Key),
        Promises = Promises.RemoveAll(promise => promise.Made.Tracks[0] != Track.Key),
    };
}
