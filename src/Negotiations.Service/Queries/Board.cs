using Marten;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary><c>GET /negotiations/{n}</c>, the board: where each track of a negotiation stands, and its actors.</summary>
/// <param name="Negotiation">The negotiation's key.</param>
/// <param name="Title">Its name.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="ExternalIds">Its ids in other data sets.</param>
/// <param name="AsOf">The date that was asked for; null for now.</param>
/// <param name="KnownAt">The knowledge that was asked for; null for all.</param>
/// <param name="RecordedUntil">The recording that was asked for; null for all.</param>
/// <param name="Tracks">Its tracks by key.</param>
/// <param name="Actors">Its actors by key.</param>
internal sealed record Board(
    string Negotiation, string? Title, string? Summary, IReadOnlyDictionary<string, string>? ExternalIds,
    DateOnly? AsOf, DateTimeOffset? KnownAt, DateTimeOffset? RecordedUntil, IReadOnlyList<Board.Line> Tracks,
    IReadOnlyList<Board.Person> Actors)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}", Get).Needs(Rights.Read).WithParameters(Viewpoints.Names)
            .Tells<Board>(Area.Queries, "The board: where each track of a negotiation stands, and its actors").WaitsForMinSequence();

    private static async Task<IResult> Get(string negotiation, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var viewpoint = Viewpoints.Read(context.Request.Query);
        if (viewpoint.Value is not { } from) return Problems.Of(viewpoint.Refusal!);
        var read = await session.Negotiation(negotiation, from, context);
        if (read.Value is not { } stored) return Problems.Of(read.Refusal!);
        var tracks = await session.Query<StoredTrack>().Where(track => track.Negotiation == negotiation).OrderBy(track => track.Id)
            .ToListAsync(context.RequestAborted);
        tracks = await session.From(from, tracks, context.RequestAborted);
        return EtagResults.Of(context, Of(stored.State, tracks, from, from.AsOf ?? Days.Of(clock.GetUtcNow())),
            isPast: from.IsPast(clock.GetUtcNow()));
    }

    private static Board Of(Negotiation negotiation, IReadOnlyList<StoredTrack> tracks, Viewpoint from, DateOnly day) => new(
        negotiation.Key.Value, negotiation.Opened?.Title, negotiation.Opened?.Summary, negotiation.Opened?.ExternalIds, from.AsOf,
        from.KnownAt, from.RecordedUntil,
        [.. tracks.Select(track => Line.Of(track, day))],
        [.. negotiation.Actors.Select(actor => new Person(actor.Key.ToString(), actor.Value.Name, actor.Value.Added?.Kind, actor.Value.Role,
            actor.Value.Office, actor.Value.Added?.Codes))]);

    /// <summary>Where one track stands.</summary>
    internal sealed record Line(
        string Track, string? Title, Subject? Subject, TrackLevel? Level, Stage Stage, DateOnly? StageSince, bool Stalled,
        Movement? LastMovement, DueView? Next, int Overdue, int Disputed, int Contested, long Version)
    {
        public static Line Of(StoredTrack track, DateOnly day) => WithoutDetails.Of(track).On(day);
    }

    /// <summary>What a line tells that does not depend on the day.</summary>
    internal sealed record WithoutDetails(StoredTrack Track, TrackLedger Ledger, int Disputed)
    {
        public static WithoutDetails Of(StoredTrack track) =>
            new(track, TrackLedger.Of(track.State), ClaimBook.Of(track.State).All()
            .Count(measure => measure.Status == ClaimStatus.Disputed));

        /// <summary>The line of a day.</summary>
        public Line On(DateOnly day)
        {
            var (state, standing) = (Track.State, TrackStatus.Of(Ledger, day));
            return new Line(state.Key.Value, state.Opened?.Title, state.Opened?.Subject, state.Opened?.Level, standing.Stage,
                standing.Since, standing.Stalled,
                state.LastMovement, DueView.Of(standing.Next), standing.Overdue.Length, Disputed, state.Contested.Count, Track.Version);
        }
    }

    /// <summary>An actor or a member of one.</summary>
    internal sealed record Person(string Actor, string? Name, ActorKind? Kind, Role? Role, string? Office,
        IReadOnlyDictionary<string, string>? Codes);
}
