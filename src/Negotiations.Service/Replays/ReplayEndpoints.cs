using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using JasperFx;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Store.Log;
using Negotiations.Store.Verifying;
using Wolverine;

namespace Negotiations.Service.Replays;

/// <summary>
/// <c>POST /replays</c> requests a replay, <c>GET /replays/{id}</c> shows its progress, <c>GET /replays/{id}/stream</c> streams it,
/// <c>DELETE /replays/{id}</c> ends it; <c>GET /replays</c> lists them, the newest first.
/// </summary>
internal static class ReplayEndpoints
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/replays", Start).Needs(Rights.Operate).WithParameters().Takes<StartReplay>()
            .Tells<ReplayView>(Area.Operations, "Verify that what is stored is what the facts say, or rebuild it",
            status: StatusCodes.Status202Accepted);
        routes.MapQuery("/replays", List).Needs(Rights.Operate).WithParameters(Paging.Names)
            .Tells<Page<ReplayView>>(Area.Operations, "Replays, the newest first");
        routes.MapQuery("/replays/{id}", One).Needs(Rights.Operate).MayMiss().WithParameters()
            .Tells<ReplayView>(Area.Operations, "How far a replay has come, and what it found");
        routes.MapGet("/replays/{id}/stream", Follow).Needs(Rights.Operate).MayMiss().WithParameters()
            .Tells<string>(Area.Operations, "A replay as it goes, as server-sent events", "text/event-stream").Costs(Cost.Open);
        routes.MapDelete("/replays/{id}", Cancel).Needs(Rights.Operate).MayMiss().MayFail(StatusCodes.Status409Conflict).WithParameters()
            .Tells<ReplayView>(Area.Operations, "End a replay");
    }

    private static async Task<IResult> Start(HttpContext context, IQuerySession session, IMessageBus bus)
    {
        var read = await JsonBody.Read<StartReplay>(context, "a replay is asked for with a JSON object such as {\"mode\": \"verify\"}");
        if (read.Value is not { } wanted) return read.Problem!;
        if (await Refusal(wanted, session, context) is { } refusal) return Problems.Of(refusal);
        var job = await bus.InvokeAsync<ReplayJob>(wanted, context.RequestAborted);
        context.Response.Headers.Location = $"/replays/{job.Id}";
        return Results.Json(ReplayView.Of(job), Formats.Answer, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<Refusal?> Refusal(StartReplay wanted, IQuerySession session, HttpContext context)
    {
        if (wanted is { Track: not null, Negotiation: null })
            return Domain.Refusal.Malformed("missing-member", "negotiation",
            "'negotiation' is missing: say which one the track belongs to");
        if (wanted is { Track: not null, Projection: ReplayProjection.Negotiation })
            return Domain.Refusal.Malformed("unused-member", "track", "the projection 'negotiation' has no tracks; leave 'track' out");
        if (wanted.Track is { } track)
            return (await session.Track(wanted.Negotiation!.Value, track.Value, Viewpoint.Now, context)).Refusal is { } unknown
            ? unknown with { Field = "track" } : null;
        return wanted.Negotiation is { } negotiation
            && (await session.Negotiation(negotiation.Value, Viewpoint.Now, context)).Refusal is { } missing
            ? missing with { Field = "negotiation" } : null;
    }

    private static async Task<IResult> List(Paging part, HttpContext context, IQuerySession session)
    {
        var after = DateTimeOffset.MaxValue;
        if (part.After is { } cursor && !DateTimeOffset.TryParse(cursor, System.Globalization.CultureInfo.InvariantCulture, out after))
            return Problems.Of(Paging.BadCursor);
        var jobs = await session.Query<ReplayJob>().Where(job => job.RequestedAt < after).OrderByDescending(job => job.RequestedAt)
            .Take(part.Limit + 1).ToListAsync(context.RequestAborted);
        var page = part.Cut(jobs, job => job.RequestedAt.ToString("O"), context);
        return Answer.Of(new Page<ReplayView>([.. page.Items.Select(ReplayView.Of)], page.Next));
    }

    private static async Task<IResult> One(string id, HttpContext context, IQuerySession session)
    {
        var found = await Find(id, session, context.RequestAborted);
        return found.Value is { } job ? Answer.Of(ReplayView.Of(job)) : Problems.Of(found.Refusal!);
    }

    private static async Task<IResult> Cancel(string id, IDocumentSession session, TimeProvider clock, CancellationToken cancellation)
    {
        while (true)
        {
            var found = await Find(id, session, cancellation);
            if (found.Value is not { } job) return Problems.Of(found.Refusal!);
            if (job.IsFinished) return Problems.Of(Domain.Refusal.Conflict("replay-finished", null,
                $"the replay {job.Id} has ended: {Words.Of(job.Status)}"));
            session.Store(job with { Status = ReplayStatus.Cancelled, FinishedAt = clock.GetUtcNow() });
            try
            {
                await session.Commit(cancellation);
                return Results.Json(ReplayView.Of((await Find(id, session, cancellation)).Value!), Formats.Answer);
            }
            catch (ConcurrencyException)
            {
                // It came further meanwhile.
                session.EjectAllPendingChanges();
            }
        }
    }

    private static async Task<IResult> Follow(string id, HttpContext context, IDocumentStore store)
    {
        await using var session = store.QuerySession();
        var found = await Find(id, session, context.RequestAborted);
        return found.Value is null ? Problems.Of(found.Refusal!)
            : TypedResults.ServerSentEvents(States(found.Value.Id, store, context.RequestAborted));
    }

    // Its state after each advance, until it ends.
    private static async IAsyncEnumerable<SseItem<string>> States(Guid id, IDocumentStore store,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(PollInterval);
        var version = Guid.Empty;
        do
        {
            await using var session = store.QuerySession();
            if (await session.LoadAsync<ReplayJob>(id, cancellation) is not { } job) yield break;
            if (job.Version == version) continue;
            version = job.Version;
            yield return new SseItem<string>(JsonSerializer.Serialize(ReplayView.Of(job), Formats.Line), job.IsFinished ? "end"
                : "progress");
            if (job.IsFinished) yield break;
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private static async Task<Result<ReplayJob>> Find(string id, IQuerySession session, CancellationToken cancellation)
    {
        if (!Guid.TryParse(id, out var job))
            return Domain.Refusal.Malformed("invalid-id", null, $"a replay's id is a UUID such as {Guid.Empty}");
        return await session.LoadAsync<ReplayJob>(job, cancellation) is { } found ? found
            : Domain.Refusal.NotFound("unknown-replay", null, $"there is no replay {job}");
    }
}
