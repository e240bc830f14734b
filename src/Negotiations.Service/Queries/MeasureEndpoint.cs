using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Index;

namespace Negotiations.Service.Queries;

/// <summary><c>GET /negotiations/{n}/measures/{measure}</c>: one number with every claim; a permanent address for it.</summary>
internal static class MeasureEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/measures/{**measure}", Get).Needs(Rights.Read).MayMiss()
            .WithParameters(ViewpointQuery.Names)
            .Tells<MeasureView>(Area.Queries, "One number with every claim about it").WaitsForIndexedSequence();

    internal static async Task<IResult> Get(
        string negotiation, string? measure, ViewpointQuery query, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var read = await Related(negotiation, measure ?? "", query, context, session);
        if (read.Value is not { } related) return Problems.Of(read.Refusal!);
        return related.FirstOrDefault(known => known.Measure == measure) is { } found ? Answer.Of(found, isPast: query.IsPast(clock))
            : Problems.Of(Refusal.NotFound("unknown-measure", null, $"nothing is said of the number '{measure}'"));
    }

    /// <summary>The numbers of the thing to which one belongs.</summary>
    public static async Task<Result<IReadOnlyList<MeasureView>>> Related(string negotiation, string measure, ViewpointQuery query,
        HttpContext context, IQuerySession session)
    {
        if (await session.Missing(negotiation, context) is { } unknown) return unknown;
        if (!Measure.TryParse(measure, out var sought))
            return Refusal.Malformed("invalid-measure", "measure", $"there is no such number; {Measure.Accepted}");
        var search = await FactSearch.Of(session, negotiation, query.From, context.RequestAborted);
        var found = await ClaimReader.Of(search, negotiation, [sought.Group], context.RequestAborted);
        return new Result<IReadOnlyList<MeasureView>>(await session.Told(negotiation, [.. found], context.RequestAborted), null);
    }
}
