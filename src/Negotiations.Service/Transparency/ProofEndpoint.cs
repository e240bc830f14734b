using Marten;
using Negotiations.Contracts.Transparency;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Store.Transparency;

namespace Negotiations.Service.Transparency;

/// <summary>
/// <c>GET /facts/{id}/proof</c>: that the log has a fact, and <c>GET /negotiations/{n}/proofs</c>: that it has those of an export; for
/// whoever keeps them to check without the service.
/// </summary>
internal static class ProofEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/negotiations/{negotiation}/proofs", All).Needs(Rights.Read).MayMiss().WithParameters()
            .Tells<string>(Area.Transfer, "Proofs that the log has the facts of an export", NdJson.MediaType).Costs(Cost.Open);
        routes.MapGet("/facts/{id}/proof", Get).Needs(Rights.None).MayMiss().WithParameters()
            .Tells<string>(Area.Queries, "A proof that the log has a fact (c2sp.org/tlog-proof)", LogProof.MediaType);
    }

    private static async Task<IResult> All(string negotiation, HttpContext context, IQuerySession session, RecordLog log,
        CheckpointFile checkpoints)
    {
        var read = await session.Negotiation(negotiation, Viewpoint.Now, context);
        if (read.Value is null) return Problems.Of(read.Refusal!);
        if (checkpoints.Last is not { Checkpoint: { } checkpoint, Note: { } note })
            return Problems.Of(Refusal.NotFound("not-logged-yet", null, "the log has signed nothing yet: ask again in some seconds"));
        return Results.Stream(stream => Write(stream, negotiation, checkpoint.Size, note, log, context.RequestAborted),
            NdJson.MediaType);
    }

    private static async Task Write(Stream stream, string negotiation, long size, SignedNote note, RecordLog log,
        CancellationToken cancellation)
    {
        await stream.WriteAsync(ProofLines.Head(note), cancellation);
        var after = -1L;
        while (await log.OfNegotiation(negotiation, after, size, cancellation) is [.., var last] part)
        {
            await log.Tree(async tree =>
            {
                foreach (var (index, fact, entry) in part)
                {
                    var path = await tree.Reader.Inclusion(index, size, cancellation);
                    await stream.WriteAsync("\n"u8.ToArray(), cancellation);
                    await stream.WriteAsync(ProofLines.Line(fact, new LogProof(entry, index, path, note)), cancellation);
                }
                return part.Count;
            }, cancellation);
            after = last.Index;
        }
    }

    private static async Task<IResult> Get(string id, HttpContext context, IQuerySession session, RecordLog log,
        CheckpointFile checkpoints)
    {
        var cancellation = context.RequestAborted;
        if (!Guid.TryParse(id, out var fact) || await FactEndpoints.Find(session, fact, context) is not { } e)
            return Problems.Of(Refusal.NotFound("unknown-fact", null, $"there is no fact {id}"));
        if (checkpoints.Last is not { Checkpoint: { } checkpoint, Note: { } note }
            || await log.Find(e.Id, cancellation) is not { } found || found.Index >= checkpoint.Size)
            return Problems.Of(Refusal.NotFound("not-logged-yet", null,
                $"the fact {fact} is recorded, and not in the log yet: ask again in some seconds"));
        var path = await log.Tree(tree => tree.Reader.Inclusion(found.Index, checkpoint.Size, cancellation), cancellation);
        return Results.Text(new LogProof(found.Entry, found.Index, path, note).ToString(), LogProof.MediaType);
    }
}
