using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;

namespace Negotiations.Contracts.Answers;

/// <summary>
/// Promised against delivered: <c>GET /negotiations/{n}/ledger</c>, of one track <c>GET /negotiations/{n}/tracks/{t}/ledger</c>, of all
/// negotiations <c>GET /ledger</c>.
/// Over a negotiation, an exchange or list that several tracks hold is shown once, on its home track.
/// </summary>
/// <param name="Negotiation">The negotiation.</param>
/// <param name="AsOf">The date that was asked for; null for now.</param>
/// <param name="KnownAt">The <c>knownAt</c> of the query; null for all.</param>
/// <param name="RecordedUntil">The <c>recordedUntil</c> of the query; null for all.</param>
/// <param name="Exchanges">Every exchange, by leg and stage, with all that is claimed.</param>
/// <param name="ChildLists">Every list of children: how many are listed, reviewed, returned, outstanding.</param>
/// <param name="ReturnsOutsideLists">Returns of children of whom nobody says which list they were on.</param>
/// <param name="Reciprocity">What each side has given and received, still owes and is owed, by category.</param>
public sealed record LedgerView(
    string Negotiation, DateOnly? AsOf, DateTimeOffset? KnownAt, DateTimeOffset? RecordedUntil,
    IReadOnlyList<LedgerView.ExchangeLine> Exchanges,
    IReadOnlyList<LedgerView.ListLine> ChildLists, IReadOnlyList<LedgerView.ReturnLine> ReturnsOutsideLists,
    IReadOnlyList<LedgerView.ReciprocityLine> Reciprocity)
{
    /// <summary>The cursor of the part after this one; null in the last.</summary>
    public string? Next { get; init; }

    /// <summary>The whole ledger over some tracks of a negotiation.</summary>
    public static LedgerView Of(string negotiation, Viewpoint from, IReadOnlyCollection<TrackLedger> ledgers) =>
        Of(negotiation, from, ledgers, 0, int.MaxValue).View;

    /// <summary>A part of it: of its lines, exchanges, lists and returns one after another. What each side owes is over all.</summary>
    /// <param name="negotiation">The negotiation.</param>
    /// <param name="from">The viewpoint.</param>
    /// <param name="ledgers">The ledgers of the tracks.</param>
    /// <param name="first">How many lines come before the part.</param>
    /// <param name="count">How many lines it has at most.</param>
    /// <returns>The part, and how many lines there are in all.</returns>
    public static (LedgerView View, int Lines) Of(string negotiation, Viewpoint from, IReadOnlyCollection<TrackLedger> ledgers, int first,
        int count)
    {
        ArgumentNullException.ThrowIfNull(from);
        var exchanges = ledgers.SelectMany(ledger => ledger.Exchanges, (ledger, exchange) => (ledger, exchange)).ToArray();
        var lists = ledgers.SelectMany(ledger => ledger.Lists).ToArray();
        var outside = ledgers.SelectMany(ledger => ledger.ReturnsOutsideLists).OrderBy(returned => returned.Rank()).ToArray();
        var sides = Domain.Ledgers.Reciprocity.Of(exchanges.Select(one => one.exchange), lists, outside);
        var view = new LedgerView(negotiation, from.AsOf, from.KnownAt, from.RecordedUntil,
            [.. Part(exchanges, 0).Select(one => new ExchangeLine(one.exchange.Held.Agreed?.Tracks[0] ?? one.ledger.Track.Key,
                ExchangeView.Of(one.exchange, withClaims: true)))],
            [.. Part(lists, exchanges.Length).Select(ListLine.Of)],
            [.. Part(outside, exchanges.Length + lists.Length).Select(returned => new ReturnLine(returned.Tracks[0], returned.Id,
                returned.From, returned.To, returned.Returned, returned.Occurred))],
            [.. sides.Select(ReciprocityLine.Of)]);
        return (view, exchanges.Length + lists.Length + outside.Length);

        IEnumerable<T> Part<T>(T[] lines, int before) =>
            lines.Skip(Math.Max(0, first - before)).Take((int)Math.Clamp((long)first + count - Math.Max(before, first), 0, int.MaxValue));
    }

    /// <summary>An exchange and its home track.</summary>
    public sealed record ExchangeLine(Key Track, ExchangeView Exchange);

    /// <summary>A list of children; numbers only.</summary>
    public sealed record ListLine(
        Key Track, Key List, Guid FactId, Occurrence Occurred, ActorKey From, ActorKey To, ActorKey? Custodian, Quantity Listed,
        Quantity Reviewed, Quantity Returned, Quantity Outstanding,
        Occurrence? FirstReturn, Occurrence? LastReturn, LegStatus Status, bool Disputed, bool Contested, IEnumerable<MeasureView> Claims)
    {
        /// <summary>Of the ledger of a list.</summary>
        public static ListLine Of(ChildLedger list) =>
            new(list.List.Tracks[0], list.List.List, list.List.Id, list.List.Occurred, list.List.From, list.List.To, list.List.Custodian,
            list.Listed.ToQuantity(), list.Reviewed.ToQuantity(), list.Returned.ToQuantity(), list.Outstanding.ToQuantity(),
            list.Returns.FirstOrDefault()?.Occurred, list.Returns.LastOrDefault()?.Occurred, list.Status, list.IsDisputed, list.IsContested,
            list.Measures.Select(MeasureView.Of));
    }

    /// <summary>A return of children outside all lists.</summary>
    public sealed record ReturnLine(Key Track, Guid FactId, ActorKey From, ActorKey To, Quantity Returned, Occurrence Occurred);

    /// <summary>What one side has given and received of one category.</summary>
    public sealed record ReciprocityLine(Key Party, LegCategory Category, Quantity Gave, Quantity Received, Quantity Owes, Quantity Owed)
    {
        /// <summary>Of what a side gave and received.</summary>
        public static ReciprocityLine Of(Reciprocity side) =>
            new(side.Party, side.Category, side.Gave.ToQuantity(), side.Received.ToQuantity(), side.Owes.ToQuantity(),
                side.Owed.ToQuantity());
    }
}
