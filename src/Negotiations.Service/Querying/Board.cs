using Marten;
using Negotiations.Domain;
using Negotiations.Service.Http;
using Negotiations.Service.Store;

namespace Negotiations.Service.Querying;

/// <summary><c>GET /negotiations/{n}</c>, the board: where each track of a negotiation stands, and its actors.</summary>
/// <param name="Negotiation">The negotiation's key.</param>
/// <param name="Title">Its name.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="ExternalIds">Its ids in other data sets.</param>
/// <param name="AsOf">The date that was asked for; null for now.</param>
/// <param name="Tracks">Its tracks by key.</param>
/// <param name="Actors">Its actors by key.</param>
internal sealed record Board(
    string Negotiation, string? Title, string? Summary, IReadOnlyDictionary<string, string>? ExternalIds, DateOnly? AsOf,
    IReadOnlyList<Board.Line> Tracks, IReadOnlyList<Board.Person> Actors)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/negotiations/{negotiation}", Get).WithParameters("asOf", MinSequence.Name).WaitsForMinSequence();

    private static async Task<IResult> Get(string negotiation, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var cancellation = context.RequestAborted;
        if (!QueryParameters.TryDate("asOf", context.Request.Query["asOf"].FirstOrDefault(), out var asOf, out var refusal)) return Problems.Of(refusal!);
        var read = await session.Negotiation(negotiation, cancellation);
        if (read.Value is not { } stored) return Problems.Of(read.Refusal!);
        var tracks = await session.Query<StoredTrack>().Where(track => track.Negotiation == negotiation).OrderBy(track => track.Id).ToListAsync(cancellation);
        if (asOf is { } day)
        {
            stored = await session.AsOf(stored, day, cancellation);
            tracks = await session.AsOf(tracks, day, cancellation);
        }
        return Answers.Of(context, Of(stored.State, tracks, asOf, asOf ?? Days.Of(clock.GetUtcNow())));
    }

    private static Board Of(Negotiation negotiation, IReadOnlyList<StoredTrack> tracks, DateOnly? asOf, DateOnly day) => new(
        negotiation.Key.Value, negotiation.Opened?.Title, negotiation.Opened?.Summary, negotiation.Opened?.ExternalIds, asOf,
        [.. tracks.Select(track => Line.Of(track, day))],
        [.. negotiation.Actors.Select(actor => new Person(actor.Key, actor.Value.Name, actor.Value.Added?.Kind, actor.Value.Role, actor.Value.Office, actor.Value.Added?.Codes))]);

    /// <summary>Where one track stands.</summary>
    internal sealed record Line(
        string Track, string? Title, Subject? Subject, TrackLevel? Level, Stage Stage, DateOnly? StageSince, bool Stalled,
        Movement? LastMovement, DueView? Next, int Overdue, long Version)
    {
        public static Line Of(StoredTrack track, DateOnly day)
        {
            var (state, standing) = (track.State, Standing.Of(track.State, day));
            return new Line(state.Key.Value, state.Opened?.Title, state.Opened?.Subject, state.Opened?.Level, standing.Stage, standing.Since, standing.Stalled,
                state.LastMovement, DueView.Of(standing.Next), standing.Overdue.Length, track.Version);
        }
    }

    /// <summary>An actor or a member of one.</summary>
    internal sealed record Person(string Actor, string? Name, ActorKind? Kind, Role? Role, string? Office, IReadOnlyDictionary<string, string>? Codes);
}
