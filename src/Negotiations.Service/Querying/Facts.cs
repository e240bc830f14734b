using System.Globalization;
using System.Text.Json.Nodes;
using Marten;
using Negotiations.Domain;
using Negotiations.Service.Http;

namespace Negotiations.Service.Querying;

/// <summary>Every fact of a track in the order of recording, <c>GET …/tracks/{t}/facts</c>, and one fact by its id, <c>GET /facts/{id}</c>.</summary>
internal static class Facts
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/negotiations/{negotiation}/tracks/{track}/facts", List).WithParameters("limit", "cursor", MinSequence.Name).WaitsForMinSequence();
        routes.MapGet("/facts/{id}", One).WithParameters(MinSequence.Name).WaitsForMinSequence();
    }

    private static async Task<IResult> List(string negotiation, string track, HttpContext context, IQuerySession session)
    {
        var paging = Paging.Read(context.Request.Query);
        if (paging.Value is not { } part) return Problems.Of(paging.Refusal!);
        var after = 0L;
        if (part.After is { } cursor && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after)) return Problems.Of(Paging.BadCursor);
        var stream = $"{negotiation}/{track}";
        var events = await session.Events.QueryAllRawEvents().Where(e => e.StreamKey == stream && e.Version > after)
            .OrderBy(e => e.Version).Take(part.Limit + 1).ToListAsync(context.RequestAborted);
        if (events is [] && (await session.Track(negotiation, track, context.RequestAborted)).Refusal is { } missing) return Problems.Of(missing);
        var page = part.Cut(events, e => e.Version.ToString(CultureInfo.InvariantCulture), context);
        return Answers.Of(context, new Page<JsonObject>([.. page.Items.Select(FactView.Recorded)], page.Next));
    }

    private static async Task<IResult> One(string id, HttpContext context, IQuerySession session) =>
        !Guid.TryParse(id, out var factId)
            ? Problems.Of(Refusal.Malformed("invalid-id", null, $"a fact's id is a UUID such as {Guid.Empty}"))
            : await session.Events.LoadAsync(factId, context.RequestAborted) is { Data: Fact fact } e && fact.Id == factId
                ? Answers.Of(context, FactView.Recorded(e))
                : Problems.Of(Refusal.NotFound("unknown-fact", null, $"there is no fact {factId}"));
}
