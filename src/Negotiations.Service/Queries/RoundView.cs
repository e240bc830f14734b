using System.Text.Json.Nodes;
using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary>A round of talks: proposed, scheduled, postponed or held.</summary>
/// <param name="Round">Its id.</param>
/// <param name="Status">Which of these.</param>
/// <param name="Planned">When it is planned for.</param>
/// <param name="Scheduled">The plan.</param>
/// <param name="Postponed">The last postponement.</param>
/// <param name="Held">The talks.</param>
/// <param name="Claims">What is claimed of its length and outcome.</param>
internal sealed record RoundView(
    Key Round, RoundProgress Status, Occurrence? Planned, JsonObject? Scheduled, JsonObject? Postponed, JsonObject? Held,
    IEnumerable<MeasureView> Claims)
{
    public static RoundView Of(Key key, Round round, Track state)
    {
        var book = ClaimBook.Of(state);
        return new RoundView(key, round.Progress, round.Planned, FactView.Stated(round.Scheduled), FactView.Stated(round.Postponed),
            FactView.Stated(round.Held),
            state.Claims.Keys
                .Where(measure => measure.Names is { Kind: ThingKind.Round } thing && thing.Id == key)
                .Select(measure => MeasureView.Of(book.Of(measure))));
    }

    /// <summary>
    /// <c>GET /negotiations/{n}/rounds</c>: every round of a negotiation once, on its home track, in the order of their dates.
    /// </summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/rounds", Get).Needs(Rights.Read).WithParameters(ListRequest.Parameters)
            .Tells<Page<Item>>(Area.Queries, "Every round of talks, by date").WaitsForMinSequence();

    private static async Task<IResult> Get(string negotiation, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var request = await ListRequest.Read(context, "rounds", negotiation, session);
        if (request.Value is not var (viewpoint, paging)) return Problems.Of(request.Refusal!);
        var tracks = await session.Query<StoredTrack>().Where(track => track.Negotiation == negotiation).OrderBy(track => track.Id)
            .ToListAsync(context.RequestAborted);
        var seen = (await session.From(viewpoint, tracks, context.RequestAborted))
            .SelectMany(track => track.State.Rounds, (track, round) => (track.State, Id: round.Key, Round: round.Value)).ToArray();
        // Of the tracks that hold a round, the one that knows most of it tells it.
        var rounds =
            from same in seen.Where(round => Maker(round.Round) is not null).GroupBy(round => Maker(round.Round)!.Id)
            let fullest = same.OrderByDescending(round => Parts(round.Round))
                .ThenByDescending(round => Maker(round.Round)!.Tracks[0] == round.State.Key).First()
            let round = KeyValuePair.Create(fullest.Id, fullest.Round)
            let home = Maker(fullest.Round)!
            where fullest.Round.Held is not null
                || !seen.Any(other => other.Round is { Held: not null, Scheduled: { } plan } && plan.Id == home.Id)
            let moment = (round.Value.Held?.Occurred ?? round.Value.Planned ?? home.Occurred).Moment
            let key = $"{moment.UtcDateTime:yyyyMMddHHmmssffffff}/{home.Tracks[0]}/{round.Key}"
            where string.CompareOrdinal(key, paging.After) > 0
            orderby key
            select (Key: key, View: new Item(home.Tracks[0].Value, Of(round.Key, round.Value, fullest.State)));
        var page = paging.Cut(rounds.Take(paging.Limit + 1).ToList(), round => round.Key, context);
        return EtagResults.Of(context, new Page<Item>([.. page.Items.Select(round => round.View)], page.Next),
            isPast: viewpoint.IsPast(clock.GetUtcNow()));
    }

    private static Fact? Maker(Round round) => (Fact?)round.Held ?? round.Scheduled;

    private static int Parts(Round round) => new Fact?[] { round.Held, round.Scheduled, round.Postponed }.Count(part => part is not null);

    /// <summary>A round and its home track.</summary>
    internal sealed record Item(string Track, RoundView Round);
}
