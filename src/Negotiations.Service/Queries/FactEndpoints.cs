using System.Globalization;
using System.Text.Json.Nodes;
using JasperFx.Events;
using Marten;
using Marten.Linq.MatchesSql;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Log;
using Negotiations.Store.Narration;
using Negotiations.Store.Snapshots;
using Negotiations.Store.Transparency;

namespace Negotiations.Service.Queries;

/// <summary>
/// Every fact of a track in the order of recording, <c>GET …/tracks/{t}/facts</c>, and one fact by its id, <c>GET /facts/{id}</c>.
/// </summary>
internal static class FactEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/negotiations/{negotiation}/tracks/{track}/facts", List).Needs(Rights.Read).MayMiss()
            .WithParameters(ListQuery.Names)
            .Tells<Page<FactShape>>(Area.Queries, "Every fact of a track in the order of recording, with what it counts for")
            .WaitsForMinSequence();
        routes.MapQuery("/facts/{id}", One).Needs(Rights.None).MayMiss().WithParameters(ViewpointQuery.Names)
            .Tells<FactShape>(Area.Queries, "One fact")
            .WaitsForMinSequence();
    }

    internal static async Task<IResult> List(
        string negotiation, string track, ListQuery query, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var (from, part) = (query.From, query.Part);
        var after = 0L;
        if (part.After is { } cursor && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return Problems.Of(Paging.BadCursor);
        var read = await session.Track(negotiation, track, from, context);
        if (read.Value is not { } stored) return Problems.Of(read.Refusal!);
        var page = part.Cut(await Seen(session, stored, from, after, part.Limit + 1, context.RequestAborted),
            e => e.Version.ToString(CultureInfo.InvariantCulture), context);
        var narrators = await session.Narrators([.. page.Items.Select(e => (Fact)e.Data)], context.RequestAborted);
        var items = page.Items.Select(e =>
            FactView.Recorded((Fact)e.Data, narrators.Of((Fact)e.Data), e.Version, context.Told(e.Sequence), stored.State));
        return Answer.Of(new Page<JsonObject>([.. items], page.Next), isPast: query.Viewpoint.IsPast(clock));
    }

    private static async Task<List<IEvent>> Seen(IQuerySession session, StoredTrack track, Viewpoint from, long after, int count,
        CancellationToken cancellation)
    {
        var seen = new List<IEvent>();
        await foreach (var e in session.Events.QueryAllRawEvents().Where(e => e.StreamKey == track.Id && e.Version > after)
            .OrderBy(e => e.Version).ToAsyncEnumerable(cancellation))
        {
            if (!Sees(from, (Fact)e.Data, track.State)) continue;
            seen.Add(e);
            if (seen.Count == count) break;
        }
        return seen;
    }

    // The state is that from the viewpoint, so that a confirmation in it was known by then.
    private static bool Sees(Viewpoint from, Fact fact, Track? state) => from.Happened(fact) && (from.Known([fact]) is not []
        || (!(fact.Recorded.At > from.RecordedUntil) && state?.Corrections.On(fact.Id)
            .Any(correction => correction.Kind == CorrectionKind.Confirmed) == true));

    // Facts of several negotiations may share an id. Of those that the caller may not see, none is loaded.
    internal static async Task<IEvent?> Find(IQuerySession session, Guid id, HttpContext context)
    {
        if (context.Caller().May(Rights.Read, null) && await session.Events.LoadAsync(id, context.RequestAborted) is { Data: Fact only } e
            && only.Id == id) return e;
        var readable = await session.ReadableBy(context.Caller()).Select(negotiation => negotiation.Id).ToListAsync(context.RequestAborted);
        Guid[] ids = [id, .. readable.Select(negotiation => DerivedId.OfHome(id, Key.Of(negotiation)))];
        string[] seen = [.. readable];
        return (await session.Events.QueryAllRawEvents().Where(e => ids.Contains(e.Id)
            && e.MatchesSql("split_part(d.stream_id, '/', 1) = any(?)", (object)seen)).ToListAsync(context.RequestAborted))
            .OrderBy(found => found.Id != id).FirstOrDefault(found => found.Data is Fact fact && fact.Id == id);
    }

    internal static async Task<IResult> One(string id, ViewpointQuery query, HttpContext context, IQuerySession session, TimeProvider clock,
        RecordLog log)
    {
        if (!Guid.TryParse(id, out var factId))
            return Problems.Of(Refusal.Malformed("invalid-id", null, $"a fact's id is a UUID such as {Guid.Empty}"));
        if (await Find(session, factId, context) is not { Data: Fact fact } e)
            return Problems.Of(Refusal.NotFound("unknown-fact", null, $"there is no fact {factId}"));
        var home = fact.Tracks is [var first, ..]
            ? (await session.Track(fact.Negotiation.Value, first.Value, query.From, context)).Value?.State
            : null;
        if (!Sees(query.From, fact, home))
            return Problems.Of(Refusal.NotFound("unknown-fact", null,
            $"the fact {factId} had not happened or was not known by the times that were asked for"));
        var narrator = (await session.Narrators([fact], context.RequestAborted)).Of(fact);
        var view = FactView.Recorded(fact, narrator, e.Version, context.Told(e.Sequence), home);
        if ((await log.Places([e.Sequence], context.RequestAborted)).TryGetValue(e.Sequence, out var place)) view["logEntry"] = place.Index;
        return Answer.Of(view, isPast: query.IsPast(clock));
    }
}
