using System.Text;
using Marten;
using Microsoft.AspNetCore.Http.Features;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Store.Log;
using Npgsql;

namespace Negotiations.Service.Feeds;

/// <summary>
/// <c>GET /negotiations/{n}/stream</c>: facts as they are recorded, as server-sent events whose id is the fact's sequence. Who comes back
/// with <c>Last-Event-ID</c> (or <c>after</c>) goes on where it was cut off,
/// and misses and repeats nothing; <c>after=0</c> begins with the first fact, and without either it begins now.
/// </summary>
internal static class FactStream
{
    private const string LastEventId = "Last-Event-ID", After = "after";
    private const int AtOnce = 500;
    private static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(15), Pause = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/negotiations/{negotiation}/stream", Get).Needs(Rights.Read).WithParameters(After, "track")
        .Tells<string>(Area.Feeds, "Facts as they are recorded, as server-sent events; Last-Event-ID goes on where the reader was cut off",
        "text/event-stream").Costs(Cost.Open);

    private static async Task<IResult> Get(string negotiation, HttpContext context, IQuerySession session, IDocumentStore store,
        HighWaterMark tail, StoreWatch watch, CallerTurns turns, IHostApplicationLifetime life)
    {
        var (header, query) = (context.Request.Headers[LastEventId].FirstOrDefault(), context.Request.Query[After].FirstOrDefault());
        var after = (long?)null;
        if ((header ?? query) is { } place)
        {
            var (sequence, refusal) = watch.Epochs.Read(header is null ? After : LastEventId, place);
            if (refusal is null && sequence > watch.Head) await watch.Look(context.RequestAborted);
            if (refusal is not null || sequence > watch.Head)
                return Problems.Of(refusal ?? watch.Epochs.Beyond(After, sequence, watch.Head));
            after = sequence;
        }
        var track = context.Request.Query["track"].FirstOrDefault();
        var known = track is null ? (await session.Negotiation(negotiation, Viewpoint.Now, context)).Refusal
            : (await session.Track(negotiation, track, Viewpoint.Now, context)).Refusal;
        if (known is not null) return Problems.Of(known);

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            await new Follower(context, store, tail, watch, turns, negotiation, track is null ? null : Key.Of(track))
                .Follow(after, ends.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader is gone, or the service stops: the reader comes back and goes on.
        }
        return Results.Empty;
    }

    /// <summary>Somebody who follows a negotiation, or a track of it.</summary>
    private sealed record Follower(HttpContext Context, IDocumentStore Store, HighWaterMark Tail, StoreWatch Watch, CallerTurns Turns,
        string Negotiation, Key? Track)
    {
        private readonly StoreEpochs epochs = Watch.Epochs;

        public async Task Follow(long? after, CancellationToken cancellation)
        {
            var last = after ?? await Tail.Reached(cancellation);
            // Whoever is cut off before the first fact knows where to go on.
            await Write(Context.Response, after is null ? "start" : null, epochs.PlaceOf(last),
                $"{{\"sequence\":{last},\"epoch\":\"{epochs.Current.Epoch}\"}}", cancellation);
            // In another epoch the reader comes back, and is told.
            while (!cancellation.IsCancellationRequested && Watch.Epochs.Current == epochs.Current)
            {
                var reached = await Tail.Beyond(last, KeepAliveInterval, cancellation);
                if (reached == last) await Write(Context.Response, "beat", epochs.PlaceOf(last), $"{{\"sequence\":{last}}}", cancellation);
                else last = await Send(last, reached, cancellation);
            }
        }

        // What is new was read for all who follow. Who is further behind reads for itself, where the database is away the same part again.
        private async Task<long> Send(long after, long until, CancellationToken cancellation)
        {
            var (facts, end) = (Tail.Between(after, until), until);
            try
            {
                if (facts is null) (facts, end) = await Read(after, until, cancellation);
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
            {
                await Task.Delay(Pause, cancellation);
                return after;
            }
            foreach (var told in facts.Where(told => told.Fact.Negotiation.Value == Negotiation
                && (Track is null || told.Fact.Holders().Contains(Track))))
                await Write(Context.Response, told.Fact.Word(), epochs.PlaceOf(told.Sequence), Encoding.UTF8.GetString(told.Json.Span),
                    cancellation);
            return end;
        }

        // Part by part, so that no connection to the database waits for a slow reader.
        private async Task<(IEnumerable<FollowedFact>, long End)> Read(long after, long until, CancellationToken cancellation)
        {
            using var turn = await Turns.Take(Context.Caller().Name, cancellation);
            var part = await NegotiationFacts.InOrder(Store, Negotiation, after, until, AtOnce, cancellation).ToListAsync(cancellation);
            return (part.Select(fact => FollowedFact.Of(fact, epochs.Current.Epoch)), part.Count < AtOnce ? until : part[^1].Sequence);
        }
    }

    private static async Task Write(HttpResponse response, string? kind, string id, string data, CancellationToken cancellation)
    {
        var text = kind is null ? "retry: 1000\n\n" : $"event: {kind}\nid: {id}\ndata: {data}\n\n";
        await response.WriteAsync(text, cancellation);
        await response.Body.FlushAsync(cancellation);
    }
}
