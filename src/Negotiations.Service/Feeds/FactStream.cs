using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Store.Following;
using Negotiations.Store.Log;
using Npgsql;

namespace Negotiations.Service.Feeds;

/// <summary>
/// <c>GET /negotiations/{n}/stream</c>: facts as they are recorded, as server-sent events whose id is the fact's sequence. A client that
/// reconnects with <c>Last-Event-ID</c> (or <c>after</c>) continues where it stopped, without gaps or repeats; <c>after=0</c> begins with
/// the first fact, and without either the stream begins now.
/// </summary>
internal static class FactStream
{
    private const string LastEventId = "Last-Event-ID", After = "after";
    private const int AtOnce = 500;
    private static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), ReconnectionInterval = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/negotiations/{negotiation}/stream", Get).Needs(Rights.Read).MayMiss().WithParameters(After, "track")
        .Tells<string>(Area.Feeds, "Facts as they are recorded, as server-sent events; Last-Event-ID goes on where the reader was cut off",
        "text/event-stream").Costs(Cost.Open);

    private static async Task<IResult> Get(string negotiation, HttpContext context, IQuerySession session, IDocumentStore store,
        HighWaterMark tail, StoreWatch watch, Places places, CallerTurns turns, IHostApplicationLifetime life)
    {
        var (header, query) = (context.Request.Headers[LastEventId].FirstOrDefault(), context.Request.Query[After].FirstOrDefault());
        var after = (long?)null;
        if ((header ?? query) is { } place)
        {
            var (sequence, refusal) = await places.Read(context, header is null ? After : LastEventId, place, mayCome: false);
            if (refusal is not null) return Problems.Of(refusal);
            after = sequence;
        }
        var track = context.Request.Query["track"].FirstOrDefault();
        var known = track is null ? (await session.Negotiation(negotiation, Viewpoint.Now, context)).Refusal
            : (await session.Track(negotiation, track, Viewpoint.Now, context)).Refusal;
        if (known is not null) return Problems.Of(known);

        context.Response.Headers["X-Accel-Buffering"] = "no";
        var follower = new Follower(context, store, tail, watch, places, turns, negotiation, track is null ? null : Key.Of(track));
        return TypedResults.ServerSentEvents(follower.Follow(after, life.ApplicationStopping, context.RequestAborted));
    }

    /// <summary>Somebody who follows a negotiation, or a track of it.</summary>
    private sealed record Follower(HttpContext Context, IDocumentStore Store, HighWaterMark Tail, StoreWatch Watch, Places Places,
        CallerTurns Turns, string Negotiation, Key? Track)
    {
        private readonly StoreEpochs epochs = Watch.Epochs;
        private readonly bool isHidden = Places.AreHidden(Context.Caller());

        public async IAsyncEnumerable<SseItem<string>> Follow(
            long? after, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellation)
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping);
            var last = after ?? await Tail.Reached(ends.Token);
            // Whoever may not see all is not told how far the store has come, but how far what they follow has.
            var place = after ?? (isHidden ? await NegotiationFacts.Last(Store, Negotiation, last, ends.Token) : last);
            var retry = (TimeSpan?)ReconnectionInterval;
            // A new client gets a place to resume from even before the first fact; a returning one gets the headers at once.
            if (after is null) yield return Item("start",
                $"{{\"sequence\":{Told(place)},\"epoch\":\"{epochs.Current.Epoch}\"}}", place, ref retry);
            else await Context.Response.Body.FlushAsync(ends.Token);
            // In a new epoch the client must reconnect, and is told.
            while (Watch.Epochs.Current == epochs.Current && await Beyond(last, ends.Token) is var (facts, reached))
            {
                if (reached == last) yield return Item("beat", $"{{\"sequence\":{Told(place)}}}", place, ref retry);
                foreach (var fact in facts)
                {
                    var json = isHidden ? fact.As(Told(fact.Sequence)) : fact.Json;
                    yield return Item(fact.Fact.Word(), Encoding.UTF8.GetString(json.Span), place = fact.Sequence, ref retry);
                }
                last = reached;
                if (!isHidden) place = reached;
            }
        }

        private long Told(long sequence) => Places.Told(Context.Caller(), sequence);

        // Only the first item tells when to reconnect.
        private SseItem<string> Item(string type, string data, long sequence, ref TimeSpan? retry)
        {
            var item = new SseItem<string>(data, type) { EventId = epochs.PlaceOf(Told(sequence)), ReconnectionInterval = retry };
            retry = null;
            return item;
        }

        // The facts after a sequence, and how far was read. No facts when none came for a while; null when the client or the service stops,
        // and the client has to reconnect.
        private async Task<(IEnumerable<FollowedFact> Facts, long Reached)?> Beyond(long last, CancellationToken cancellation)
        {
            try
            {
                var reached = await Tail.Beyond(last, KeepAliveInterval, cancellation);
                var (facts, end) = reached == last ? ([], last)
                    : Tail.Between(last, reached) is { } known ? (known, reached) : await Read(last, reached, cancellation);
                return (facts.Where(told => told.Fact.Negotiation.Value == Negotiation
                    && (Track is null || told.Fact.Holders().Contains(Track))), end);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }

        // A client further behind than the shared buffer reads for itself, in parts, so that no database connection waits for a slow
        // client. While the database is down, there is nothing yet.
        private async Task<(IEnumerable<FollowedFact>, long End)> Read(long after, long until, CancellationToken cancellation)
        {
            try
            {
                using var turn = await Turns.Take(Context.Caller().Name, cancellation);
                var part = await NegotiationFacts.InOrder(Store, Negotiation, after, until, AtOnce, cancellation).ToListAsync(cancellation);
                return (await FollowedFact.Of(Store, part, epochs.Current.Epoch, cancellation),
                    part.Count < AtOnce ? until : part[^1].Sequence);
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
            {
                await Task.Delay(Pause, cancellation);
                return ([], after);
            }
        }
    }
}
