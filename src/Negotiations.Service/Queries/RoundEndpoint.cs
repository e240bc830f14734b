using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Talks;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/rounds</c>: every round of a negotiation once, on its home track, in the order of their dates.
/// </summary>
internal static class RoundEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/rounds", Get).Needs(Rights.Read).MayMiss().WithParameters(ListQuery.Names)
            .Tells<Page<RoundView.Item>>(Area.Queries, "Every round of talks, by date").WaitsForMinSequence();

    private static async Task<IResult> Get(
        string negotiation, ListQuery query, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        if (await session.Missing(negotiation, context) is { } unknown) return Problems.Of(unknown);
        var paging = query.Part;
        var tracks = await session.Query<StoredTrack>().Where(track => track.Negotiation == negotiation).OrderBy(track => track.Id)
            .ToListAsync(context.RequestAborted);
        var seen = (await session.From(query.From, tracks, context.RequestAborted))
            .SelectMany(track => track.State.Rounds, (track, round) => (track.State, Id: round.Key, Round: round.Value)).ToArray();
        // Shows each round from the track that knows most of it.
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
            let view = RoundView.Of(round.Key, round.Value, fullest.State, ClaimBook.Of(fullest.State))
            select (Key: key, View: new RoundView.Item(home.Tracks[0].Value, view));
        var page = paging.Cut(rounds.Take(paging.Limit + 1).ToList(), round => round.Key, context);
        return EtagResults.Of(context, new Page<RoundView.Item>([.. page.Items.Select(round => round.View)], page.Next),
            isPast: query.Viewpoint.IsPast(clock));
    }

    private static Fact? Maker(Round round) => (Fact?)round.Held ?? round.Scheduled;

    private static int Parts(Round round) => new Fact?[] { round.Held, round.Scheduled, round.Postponed }.Count(part => part is not null);
}
