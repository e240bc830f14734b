using System.Globalization;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Ledgers;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/ledger</c>, of one track <c>GET /negotiations/{n}/tracks/{t}/ledger</c>, of all negotiations <c>GET
/// /ledger</c>.
/// </summary>
internal static class LedgerEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/ledger", All).Needs(Rights.None).WithParameters(ListQuery.Names)
            .Tells<Page<LedgerView>>(Area.Queries, "Promised against delivered in all negotiations").WaitsForMinSequence().Costs(Cost.Dear);
        routes.MapQuery("/negotiations/{negotiation}/ledger", OfNegotiation).Needs(Rights.Read).MayMiss()
            .WithParameters(ListQuery.Names)
            .Tells<LedgerView>(Area.Queries, "Promised against delivered in a negotiation").WaitsForMinSequence();
        routes.MapQuery("/negotiations/{negotiation}/tracks/{track}/ledger", OfTrack).Needs(Rights.Read).MayMiss()
            .WithParameters(ListQuery.Names)
            .Tells<LedgerView>(Area.Queries, "Promised against delivered on a track").WaitsForMinSequence();
    }

    internal static async Task<IResult> All(ListQuery query, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var part = query.Part;
        var after = part.After ?? "";
        var keys = await session.ReadableBy(context.Caller()).Where(negotiation => negotiation.Id.CompareTo(after) > 0)
            .OrderBy(negotiation => negotiation.Id).Select(negotiation => negotiation.Id).Take(part.Limit + 1)
                .ToListAsync(context.RequestAborted);
        var page = part.Cut(keys, key => key, context);
        var ledgers = (await session.Ledgers([.. page.Items], query.From, context.RequestAborted).ToListAsync(context.RequestAborted))
            .ToLookup(ledger => ledger.Track.Negotiation.Value);
        return Answer.Of(new Page<LedgerView>([.. page.Items.Select(key =>
                LedgerView.Of(key, query.From, [.. ledgers[key].Select(ledger => ledger.AtHome())]))], page.Next),
            isPast: query.Viewpoint.IsPast(clock));
    }

    internal static async Task<IResult> OfNegotiation(
        string negotiation, ListQuery query, HttpContext context, IQuerySession session, WeighedTracks weighed, TimeProvider clock)
    {
        if (await session.Missing(negotiation, context) is { } unknown) return Problems.Of(unknown);
        var tracks = await weighed.Of(session, negotiation, query.From, context.RequestAborted);
        return Answer.Of(Page(negotiation, query, [.. tracks.Select(track => track.Gist.Ledger.AtHome())], context),
            isPast: query.Viewpoint.IsPast(clock));
    }

    internal static async Task<IResult> OfTrack(
        string negotiation, string track, ListQuery query, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var read = await session.Track(negotiation, track, query.From, context);
        if (read.Value is not { } stored) return Problems.Of(read.Refusal!);
        return Answer.Of(Page(negotiation, query, [TrackLedger.Of(stored.State)], context), isPast: query.Viewpoint.IsPast(clock));
    }

    // Its lines one after another: exchanges, lists of children, returns outside them.
    private static LedgerView Page(string negotiation, ListQuery query, IReadOnlyCollection<TrackLedger> ledgers, HttpContext context)
    {
        var part = query.Part;
        var first = part.After is null ? 0 : int.TryParse(part.After, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 0;
        var (view, count) = LedgerView.Of(negotiation, query.From, ledgers, first, part.Limit);
        var last = first + part.Limit;
        return last >= count ? view : view with { Next = part.Link(last.ToString(CultureInfo.InvariantCulture), context) };
    }
}
