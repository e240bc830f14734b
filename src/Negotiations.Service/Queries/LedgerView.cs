using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary>
/// Promised against delivered: <c>GET /negotiations/{n}/ledger</c>, of one track <c>GET /negotiations/{n}/tracks/{t}/ledger</c>, of all
/// negotiations <c>GET /ledger</c>.
/// Over a negotiation, an exchange or list that several tracks hold is shown once, on its home track.
/// </summary>
/// <param name="Negotiation">The negotiation.</param>
/// <param name="AsOf">The date that was asked for; null for now.</param>
/// <param name="KnownAt">The knowledge that was asked for; null for all.</param>
/// <param name="RecordedUntil">The recording that was asked for; null for all.</param>
/// <param name="Exchanges">Every exchange, by leg and stage, with all that is claimed.</param>
/// <param name="ChildLists">Every list of children: how many are listed, reviewed, returned, outstanding.</param>
/// <param name="ReturnsOutsideLists">Returns of children of which nobody says on which list they stood.</param>
/// <param name="Reciprocity">What each side has given and received, still owes and is owed, by category.</param>
internal sealed record LedgerView(
    string Negotiation, DateOnly? AsOf, DateTimeOffset? KnownAt, DateTimeOffset? RecordedUntil,
    IReadOnlyList<LedgerView.ExchangeLine> Exchanges,
    IReadOnlyList<LedgerView.ListLine> ChildLists, IReadOnlyList<LedgerView.ReturnLine> ReturnsOutsideLists,
    IReadOnlyList<LedgerView.ReciprocityLine> Reciprocity)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/ledger", All).Needs(Rights.None).WithParameters(ListRequest.Parameters)
            .Tells<Page<LedgerView>>(Area.Queries, "Promised against delivered in all negotiations").WaitsForMinSequence().Costs(Cost.Dear);
        routes.MapQuery("/negotiations/{negotiation}/ledger", OfNegotiation).Needs(Rights.Read).WithParameters(Viewpoints.Names)
            .Tells<LedgerView>(Area.Queries, "Promised against delivered in a negotiation").WaitsForMinSequence();
        routes.MapQuery("/negotiations/{negotiation}/tracks/{track}/ledger", OfTrack).Needs(Rights.Read).WithParameters(Viewpoints.Names)
            .Tells<LedgerView>(Area.Queries, "Promised against delivered on a track").WaitsForMinSequence();
    }

    private static async Task<IResult> All(HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var request = ListRequest.Read(context, "ledger");
        if (request.Value is not var (from, part)) return Problems.Of(request.Refusal!);
        var after = part.After ?? "";
        var keys = await session.ReadableBy(context.Caller()).Where(negotiation => negotiation.Id.CompareTo(after) > 0)
            .OrderBy(negotiation => negotiation.Id).Select(negotiation => negotiation.Id).Take(part.Limit + 1)
                .ToListAsync(context.RequestAborted);
        var page = part.Cut(keys, key => key, context);
        var ledgers = (await session.Ledgers([.. page.Items], from, context.RequestAborted).ToListAsync(context.RequestAborted))
            .ToLookup(ledger => ledger.Track.Negotiation.Value);
        return EtagResults.Of(context, new Page<LedgerView>([.. page.Items.Select(key => Of(key, from, [.. ledgers[key]]))], page.Next),
            isPast: from.IsPast(clock.GetUtcNow()));
    }

    private static async Task<IResult> OfNegotiation(string negotiation, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var viewpoint = Viewpoints.Read(context.Request.Query);
        if (viewpoint.Value is not { } from) return Problems.Of(viewpoint.Refusal!);
        var read = await session.Negotiation(negotiation, Viewpoint.Now, context);
        if (read.Value is null) return Problems.Of(read.Refusal!);
        return EtagResults.Of(context, Of(negotiation, from, await session.Ledgers([negotiation], from, context.RequestAborted)
            .ToListAsync(context.RequestAborted)), isPast: from.IsPast(clock.GetUtcNow()));
    }

    private static async Task<IResult> OfTrack(string negotiation, string track, HttpContext context, IQuerySession session,
        TimeProvider clock)
    {
        var viewpoint = Viewpoints.Read(context.Request.Query);
        if (viewpoint.Value is not { } from) return Problems.Of(viewpoint.Refusal!);
        var read = await session.Track(negotiation, track, from, context);
        if (read.Value is not { } stored) return Problems.Of(read.Refusal!);
        return EtagResults.Of(context, Of(negotiation, from, [TrackLedger.Of(stored.State)]), isPast: from.IsPast(clock.GetUtcNow()));
    }

    private static LedgerView Of(string negotiation, Viewpoint from, IReadOnlyCollection<TrackLedger> ledgers)
    {
        var outside = ledgers.SelectMany(ledger => ledger.ReturnsOutsideLists).OrderBy(returned => returned.Rank()).ToArray();
        var sides = Domain.Ledgers.Reciprocity.Of(ledgers.SelectMany(ledger => ledger.Exchanges),
            ledgers.SelectMany(ledger => ledger.Lists), outside);
        return new LedgerView(negotiation, from.AsOf, from.KnownAt, from.RecordedUntil,
            [.. ledgers.SelectMany(ledger => ledger.Exchanges, (ledger, exchange) =>
                new ExchangeLine(exchange.Held.Agreed?.Tracks[0] ?? ledger.Track.Key, ExchangeView.Of(exchange, withClaims: true)))],
            [.. ledgers.SelectMany(ledger => ledger.Lists, (_, list) => ListLine.Of(list))],
            [.. outside.Select(returned => new ReturnLine(returned.Tracks[0], returned.Id, returned.From, returned.To, returned.Returned,
                returned.Occurred))],
            [.. sides.Select(ReciprocityLine.Of)]);
    }

    /// <summary>An exchange and its home track.</summary>
    internal sealed record ExchangeLine(Key Track, ExchangeView Exchange);

    /// <summary>A list of children; numbers only.</summary>
    internal sealed record ListLine(
        Key Track, Key List, Guid FactId, Occurrence Occurred, ActorKey From, ActorKey To, ActorKey? Custodian, Quantity Listed,
        Quantity Reviewed, Quantity Returned, Quantity Outstanding,
        Occurrence? FirstReturn, Occurrence? LastReturn, LegStatus Status, bool Disputed, IEnumerable<MeasureView> Claims)
    {
        public static ListLine Of(ChildLedger list) =>
            new(list.List.Tracks[0], list.List.List, list.List.Id, list.List.Occurred, list.List.From, list.List.To, list.List.Custodian,
            list.Listed.ToQuantity(), list.Reviewed.ToQuantity(), list.Returned.ToQuantity(), list.Outstanding.ToQuantity(),
            list.Returns.FirstOrDefault()?.Occurred, list.Returns.LastOrDefault()?.Occurred, list.Status, list.IsDisputed,
            list.Measures.Select(MeasureView.Of));
    }

    /// <summary>A return of children outside all lists.</summary>
    internal sealed record ReturnLine(Key Track, Guid FactId, ActorKey From, ActorKey To, Quantity Returned, Occurrence Occurred);

    /// <summary>What one side has given and received of one category.</summary>
    internal sealed record ReciprocityLine(Key Party, LegCategory Category, Quantity Gave, Quantity Received, Quantity Owes, Quantity Owed)
    {
        public static ReciprocityLine Of(Reciprocity side) =>
            new(side.Party, side.Category, side.Gave.ToQuantity(), side.Received.ToQuantity(), side.Owes.ToQuantity(),
                side.Owed.ToQuantity());
    }
}
