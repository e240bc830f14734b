using System.Collections.Immutable;
using Negotiations.Domain.Children;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>Promised, delivered, due: what a track's state says of every promise. Derived when read.</summary>
/// <param name="Track">The state.</param>
/// <param name="Exchanges">Every exchange, by id.</param>
/// <param name="Lists">Every list of children, by id.</param>
/// <param name="Promises">Every promise: the legs of exchanges, commitments, and replies with a date.</param>
public sealed record TrackLedger(Track Track, ImmutableArray<ExchangeLedger> Exchanges, ImmutableArray<ChildLedger> Lists,
    ImmutableArray<Promise> Promises)
{
    /// <summary>The ledger of a track.</summary>
    public static TrackLedger Of(Track track)
    {
        var book = ClaimBook.Of(track);
        ImmutableArray<ExchangeLedger> exchanges =
            [.. track.Exchanges.Select(exchange => ExchangeLedger.Of(exchange.Key, exchange.Value, book))];
        return new TrackLedger(track, exchanges, [.. track.ChildLists.Values.Select(list => ChildLedger.Of(list, track, book))],
            [.. exchanges.SelectMany(Promise.Of), .. track.Commitments.Values.SelectMany(Promise.Of),
                .. track.Memos.Values.SelectMany(Promise.Of)]);
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
