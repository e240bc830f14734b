using Marten;
using Negotiations.Contracts.Events;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Service.Sealing;
using Negotiations.Service.Transparency;
using Negotiations.Store.Log;

namespace Negotiations.Service.Transfer;

/// <summary>
/// <c>GET /negotiations/{n}/export</c>: every fact of a negotiation as one CloudEvent a line, in the order of recording, and after them the
/// proofs that the log has them; <see cref="Import"/> reads it. Here <c>sequence</c> counts from 1, so that a store that imported it
/// exports the same file, but for the proofs; <c>proofs=false</c> leaves them out. The header <c>Negotiations-Facts</c> says how many facts
/// there are.
/// </summary>
internal static class Export
{
    private const string CountHeader = "Negotiations-Facts";
    private const int Together = 200;
    private static readonly ReadOnlyMemory<byte> NewLine = "\n"u8.ToArray();

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/export", Get).Needs(Rights.Read).MayMiss()
        .WithParameters(MinSequence.Name, ProofsQuery.Name)
        .Tells<string>(Area.Transfer, "Every fact of a negotiation, one CloudEvent a line", NdJson.MediaType).WaitsForMinSequence()
        .Costs(Cost.Open);

    private static async Task<IResult> Get(string negotiation, ProofsQuery query, HttpContext context, IQuerySession session,
        IDocumentStore store, AuditTrail audit, CallerTurns turns, ExportProofs proofs)
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
        var checkpoint = proofs.Begin();
        return Results.Stream(async stream =>
        {
            var facts = await Write(stream, negotiation, store, turns, context.Caller(), context.RequestAborted);
            if (!query.IsWanted) return;
            await foreach (var line in proofs.Of(checkpoint, negotiation, facts, context.Caller(), context.RequestAborted))
                await Write(stream, line);
        }, NdJson.MediaType);
    }

    private static async Task<List<(Guid Fact, long Sequence)>> Write(Stream stream, string negotiation, IDocumentStore store,
        CallerTurns turns, Caller caller, CancellationToken cancellation)
    {
        var facts = new List<(Guid, long)>();
        await foreach (var stored in turns.Each(caller.Name, NegotiationFacts.All(store, negotiation, cancellation), cancellation))
        {
            facts.Add((stored.Fact.Id, stored.Sequence));
            await Write(stream, FactEvent.Json(stored.Fact, facts.Count, stored.ContentHash));
            if (facts.Count % Together == 0) await stream.FlushAsync(cancellation);
        }
        if (!caller.May(Rights.Seal, negotiation)) return facts;
        await using var session = store.QuerySession();
        await foreach (var list in turns.Each(caller.Name, SealedEvent.Of(session, negotiation, cancellation), cancellation))
            await Write(stream, SealedEvent.Json(list));
        return facts;
    }

    private static async Task Write(Stream stream, ReadOnlyMemory<byte> line)
    {
        await stream.WriteAsync(line);
        await stream.WriteAsync(NewLine);
    }
}
