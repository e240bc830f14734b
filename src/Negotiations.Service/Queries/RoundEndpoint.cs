using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Tracks;
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

    internal static async Task<IResult> Get(
        string negotiation, ListQuery query, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        if (await session.Missing(negotiation, context) is { } unknown) return Problems.Of(unknown);
        var paging = query.Part;
        var tracks = await session.StoredTracks(negotiation, context.RequestAborted);
        var seen = (await session.From(query.From, tracks, context.RequestAborted))
            .SelectMany(track => track.State.WithContested().Rounds, (track, round) => (track.State, Id: round.Key, Round: round.Value))
            .ToArray();
        // Shows each round from the track that knows most of it.
        var rounds = (
            from same in seen.Where(round => Maker(round.Round) is not null).GroupBy(round => Maker(round.Round)!.Id)
            let fullest = same.OrderByDescending(round => Parts(round.Round))
                .ThenByDescending(round => Maker(round.Round)!.Tracks[0] == round.State.Key).First()
            let home = Maker(fullest.Round)!
            where fullest.Round.Held is not null
                || !seen.Any(other => other.Round is { Held: not null, Scheduled: { } plan } && plan.Id == home.Id)
            let moment = (fullest.Round.Held?.Occurred ?? fullest.Round.Planned ?? home.Occurred).Moment
            let position = $"{moment.UtcDateTime:yyyyMMddHHmmssffffff}/{home.Tracks[0]}/{fullest.Id}"
            orderby position
            select (Position: position, Home: home.Tracks[0], fullest.State, fullest.Id, fullest.Round)).ToArray();
        // A meeting that was part of a round is shown with it.
        var partOf = rounds.DistinctBy(round => round.Id).ToDictionary(round => round.Id, round => round.Round.PartOf);
        var parts = rounds.ToLookup(round => RoundView.WholeOf(round.Id, partOf));
        var page = paging.Cut([.. parts[null].Where(round => string.CompareOrdinal(round.Position, paging.After) > 0)
            .Take(paging.Limit + 1)], round => round.Position, context);
        var books = new Dictionary<Track, ClaimBook>(ReferenceEqualityComparer.Instance);
        return Answer.Of(new Page<RoundView.Item>([.. page.Items.Select(round => new RoundView.Item(round.Home.Value,
            View(round.State, round.Id, round.Round) with
            { Meetings = [.. parts[round.Id].Select(part => View(part.State, part.Id, part.Round))] }))], page.Next),
            isPast: query.Viewpoint.IsPast(clock));

        RoundView View(Track state, Key id, Round round)
        {
            if (!books.TryGetValue(state, out var book)) books[state] = book = ClaimBook.Of(state);
            return RoundView.Of(id, round, state, book);
        }
    }

    private static Fact? Maker(Round round) => (Fact?)round.Held ?? round.Scheduled;

    private static int Parts(Round round) => new Fact?[] { round.Held, round.Scheduled, round.Postponed }.Count(part => part is not null);
}
