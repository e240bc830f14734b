using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Ledgers;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Index;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/claims?status</c>, and <c>/claims</c> over all negotiations: every measure with all that is claimed for it,
/// incidents included.
/// </summary>
internal static class ClaimEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/negotiations/{negotiation}/claims", OfOne).Needs(Rights.Read).MayMiss()
            .WithParameters([.. ListQuery.Names, "status"])
            .Tells<Page<MeasureView>>(Area.Queries, "Every number of a negotiation with all that is claimed for it")
            .WaitsForIndexedSequence();
        routes.MapQuery("/claims", OfAll).Needs(Rights.None).WithParameters([.. ListQuery.Names, "status"])
            .Tells<Page<MeasureView.Item>>(Area.Queries, "Every number of all negotiations with all that is claimed for it")
            .WaitsForIndexedSequence().Costs(Cost.Dear);
    }

    internal static async Task<IResult> OfOne(
        string negotiation, ListQuery query, HttpContext context, IQuerySession session, WeighedTracks weighed, TimeProvider clock,
        string? status)
    {
        if (await session.Missing(negotiation, context) is { } unknown) return Problems.Of(unknown);
        if (Misread(context) is { } misread) return Problems.Of(misread);
        var found = new List<MeasureSummary>();
        await foreach (var measure in Weighed(negotiation, query, context, session, weighed))
        {
            if (status is null || Words.Of(measure.Status) == status) found.Add(measure);
            if (found.Count > query.Part.Limit) break;
        }
        var page = query.Part.Cut(found, Position, context);
        return Answer.Of(new Page<MeasureView>(await session.Told(negotiation, page.Items, context.RequestAborted), page.Next),
            isPast: query.Viewpoint.IsPast(clock));
    }

    internal static async Task<IResult> OfAll(ListQuery query, HttpContext context, IQuerySession session, TimeProvider clock,
        string? status)
    {
        if (Misread(context) is { } misread) return Problems.Of(misread);
        var (from, after) = query.Part.After?.Split(' ', 2) is [var key, var rest] ? (key, rest) : ("", null);
        var found = new List<(Key Negotiation, MeasureSummary Measure)>();
        await foreach (var negotiation in session.KeysReadableBy(context.Caller(), from, context.RequestAborted))
        {
            await foreach (var measure in Of(negotiation, query, negotiation == from ? after : null, status, context, session))
            {
                found.Add((Key.Of(negotiation), measure));
                if (found.Count > query.Part.Limit) break;
            }
            if (found.Count > query.Part.Limit) break;
        }
        var page = query.Part.Cut(found, one => $"{one.Negotiation} {Position(one.Measure)}", context);
        var told = new List<MeasureView.Item>();
        foreach (var ofOne in page.Items.GroupBy(one => one.Negotiation))
            told.AddRange((await session.Told(ofOne.Key.Value, [.. ofOne.Select(one => one.Measure)], context.RequestAborted))
                .Select(measure => new MeasureView.Item(ofOne.Key, measure)));
        return Answer.Of(new Page<MeasureView.Item>(told, page.Next), isPast: query.Viewpoint.IsPast(clock));
    }

    private static async IAsyncEnumerable<MeasureSummary> Of(string negotiation, ListQuery query, string? after, string? status,
        HttpContext context, IQuerySession session)
    {
        var search = await FactSearch.Of(session, negotiation, query.From, context.RequestAborted);
        await foreach (var measure in ClaimReader.Measures(search, negotiation, after, context.RequestAborted))
            if (status is null || Words.Of(measure.Status) == status) yield return measure;
    }

    // Those of tracks are weighed already; of incidents, which stand in the index alone, only as many are read as are needed.
    private static async IAsyncEnumerable<MeasureSummary> Weighed(string negotiation, ListQuery query, HttpContext context,
        IQuerySession session, WeighedTracks weighed)
    {
        var tracks = await weighed.Of(session, negotiation, query.From, context.RequestAborted);
        var after = query.Part.After;
        var ofTracks = tracks.SelectMany(track => track.Measures).DistinctBy(measure => measure.Measure)
            .OrderBy(measure => measure.Measure.Group, StringComparer.Ordinal)
            .ThenBy(measure => measure.Measure.Text, StringComparer.Ordinal).Where(measure => IsAfter(measure, after)).ToArray();
        var before = ofTracks.TakeWhile(measure => string.CompareOrdinal(measure.Measure.Group, ClaimReader.OfIncidents) < 0).ToArray();
        foreach (var measure in before) yield return measure;
        var search = await FactSearch.Of(session, negotiation, query.From, context.RequestAborted);
        await foreach (var measure in ClaimReader.Measures(search, negotiation, after, context.RequestAborted, onlyIncidents: true))
            yield return measure;
        foreach (var measure in ofTracks[before.Length..]) yield return measure;
    }

    private static bool IsAfter(MeasureSummary measure, string? position) => position?.Split(' ') is not [var group, var text]
        || string.CompareOrdinal(measure.Measure.Group, group) is var order && (order > 0
            || (order == 0 && string.CompareOrdinal(measure.Measure.Text, text) > 0));

    private static string Position(MeasureSummary measure) => $"{measure.Measure.Group} {measure.Measure.Text}";

    private static Refusal? Misread(HttpContext context) =>
        QueryParameters.Unknown(context.Request.Query, "status", [.. Words.All<ClaimStatus>()]);
}
