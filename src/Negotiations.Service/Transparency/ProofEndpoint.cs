using Marten;
using Negotiations.Contracts.Transparency;
using Negotiations.Domain;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Store.Transparency;

namespace Negotiations.Service.Transparency;

/// <summary><c>GET /facts/{id}/proof</c>: that the log has a fact, for whoever keeps it to check without the service.</summary>
internal static class ProofEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/facts/{id}/proof", Get).Needs(Rights.None).MayMiss().WithParameters()
            .Tells<string>(Area.Queries, "A proof that the log has a fact (c2sp.org/tlog-proof)", LogProof.MediaType);

    private static async Task<IResult> Get(string id, HttpContext context, IQuerySession session, RecordLog log,
        CheckpointFile checkpoints)
    {
        var cancellation = context.RequestAborted;
        if (!Guid.TryParse(id, out var fact) || await FactEndpoints.Find(session, fact, context) is not { } e)
            return Problems.Of(Refusal.NotFound("unknown-fact", null, $"there is no fact {id}"));
        if (checkpoints.Last is not { Checkpoint: { } checkpoint, Note: { } note }
            || !(await log.Places([e.Sequence], cancellation)).TryGetValue(e.Sequence, out var found) || found.Index >= checkpoint.Size)
            return Problems.Of(Refusal.NotFound("not-logged-yet", null,
                $"the fact {fact} is recorded, and not in the log yet: ask again in some seconds"));
        if (!await log.Stands(checkpoint, cancellation))
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "damaged-store",
                "the log is not what was signed of it; whoever operates the service finds where with POST /replays {\"mode\": \"verify\"}");
        var path = await log.Tree(tree => tree.Reader.Inclusion(found.Index, checkpoint.Size, cancellation), cancellation);
        return Results.Text(new LogProof(found.Entry, found.Index, path, note).ToString(), LogProof.MediaType);
    }
}
