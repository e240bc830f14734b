using Marten;
using Negotiations.Contracts.Events;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Service.Sealing;
using Negotiations.Store.Log;

namespace Negotiations.Service.Transfer;

/// <summary>
/// <c>GET /negotiations/{n}/export</c>: every fact of a negotiation as one CloudEvent a line, in the order of recording;
/// <see cref="Import"/> reads it. Here <c>sequence</c> counts from 1, so that a store
/// that imported it exports the same file. The header <c>Negotiations-Facts</c> says how many lines there are.
/// </summary>
internal static class Export
{
    private const string CountHeader = "Negotiations-Facts";
    private const int Together = 200;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/export", Get).Needs(Rights.Read).MayMiss().WithParameters(MinSequence.Name)
        .Tells<string>(Area.Transfer, "Every fact of a negotiation, one CloudEvent a line", NdJson.MediaType).WaitsForMinSequence()
        .Costs(Cost.Open);

    private static async Task<IResult> Get(string negotiation, HttpContext context, IQuerySession session, IDocumentStore store,
        AuditTrail audit, CallerTurns turns)
    {
        var read = await session.Negotiation(negotiation, Viewpoint.Now, context);
        if (read.Value is null) return Problems.Of(read.Refusal!);
        await audit.Append(new AuditEntry
        {
            Action = AuditAction.Exported,
            By = context.Caller().Name,
            Negotiation = negotiation,
            Thing = "export"
        }, context.RequestAborted);
        context.Response.Headers[CountHeader] = $"{await NegotiationFacts.Count(store, negotiation, context.RequestAborted)}";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{negotiation}.ndjson\"";
        return Results.Stream(stream => Write(stream, negotiation, store, turns, context.Caller(), context.RequestAborted),
            NdJson.MediaType);
    }

    private static async Task Write(Stream stream, string negotiation, IDocumentStore store, CallerTurns turns, Caller caller,
        CancellationToken cancellation)
    {
        var number = 0L;
        await foreach (var stored in turns.Each(caller.Name, NegotiationFacts.All(store, negotiation, cancellation), cancellation))
        {
            await stream.WriteAsync(FactEvent.Json(stored.Fact, ++number, stored.ContentHash), cancellation);
            await stream.WriteAsync("\n"u8.ToArray(), cancellation);
            if (number % Together == 0) await stream.FlushAsync(cancellation);
        }
        if (!caller.May(Rights.Seal, negotiation)) return;
        await using var session = store.QuerySession();
        await foreach (var list in turns.Each(caller.Name, SealedEvent.Of(session, negotiation, cancellation), cancellation))
        {
            await stream.WriteAsync(SealedEvent.Json(list), cancellation);
            await stream.WriteAsync("\n"u8.ToArray(), cancellation);
        }
    }
}
