using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Tracks;

namespace Negotiations.Contracts.Answers;

/// <summary>The board, <c>GET /negotiations/{n}</c>: where each track of a negotiation stands, and its actors.</summary>
/// <param name="Negotiation">The negotiation's key.</param>
/// <param name="Title">Its name.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="ExternalIds">Its ids in other data sets.</param>
/// <param name="AsOf">The date that was asked for; null for now.</param>
/// <param name="KnownAt">The <c>knownAt</c> of the query; null for all.</param>
/// <param name="RecordedUntil">The <c>recordedUntil</c> of the query; null for all.</param>
/// <param name="Tracks">Its tracks by key.</param>
/// <param name="Actors">Its actors by key.</param>
public sealed record Board(
    string Negotiation, string? Title, string? Summary, IReadOnlyDictionary<string, string>? ExternalIds,
    DateOnly? AsOf, DateTimeOffset? KnownAt, DateTimeOffset? RecordedUntil, IReadOnlyList<Board.Line> Tracks,
    IReadOnlyList<Board.Person> Actors)
{
    /// <summary>The board of a negotiation.</summary>
    /// <param name="negotiation">Its state.</param>
    /// <param name="from">The viewpoint.</param>
    /// <param name="lines">Where its tracks stand.</param>
    public static Board Of(Negotiation negotiation, Viewpoint from, IReadOnlyList<Line> lines)
    {
        ArgumentNullException.ThrowIfNull(negotiation);
        ArgumentNullException.ThrowIfNull(from);
        return new(negotiation.Key.Value, negotiation.Title, negotiation.Summary, negotiation.Opened?.ExternalIds, from.AsOf, from.KnownAt,
            from.RecordedUntil, lines, ActorsOf(negotiation));
    }

    /// <summary>The actors of a negotiation.</summary>
    public static IReadOnlyList<Person> ActorsOf(Negotiation negotiation) =>
        [.. (negotiation ?? throw new ArgumentNullException(nameof(negotiation))).Actors.Select(actor => new Person(actor.Key.ToString(),
            actor.Value.Name, actor.Value.Added?.Kind, actor.Value.Role, actor.Value.Office, actor.Value.Added?.Codes))];

    /// <summary>Where one track stands: by which fact, since when no source covers it, how many proposals are on the table.</summary>
    public sealed record Line(
        string Track, string? Title, Subject? Subject, TrackLevel? Level, Stage Stage, DateOnly? StageSince, Guid? StageBy, bool Stalled,
        DateOnly? UncoveredSince,
        MovementView? LastMovement, DueView? Next, int Overdue, int Disputed, int Contested, int Proposals, long Version);

    /// <summary>The part of a line that does not depend on the instant.</summary>
    public sealed record WithoutDetails(TrackLedger Ledger, long Version, int Disputed)
    {
        /// <summary>Of a state of a track, and its version now.</summary>
        public static WithoutDetails Of(Track state, long version)
        {
            var ledger = TrackLedger.Of(state);
            return new(ledger, version, ledger.Book.All().Count(measure => measure.Status == ClaimStatus.Disputed));
        }

        /// <summary>The line at an instant.</summary>
        public Line At(DateTimeOffset instant, Narrator narrator) => At(TrackStatus.Of(Ledger, instant), instant, narrator);

        /// <summary>The line at an instant, of which it is derived already where the track stands.</summary>
        public Line At(TrackStatus standing, DateTimeOffset instant, Narrator narrator)
        {
            ArgumentNullException.ThrowIfNull(standing);
            var state = Ledger.Track;
            return new Line(state.Key.Value, state.Title, state.Subject, state.Level, standing.Stage,
                standing.Since, standing.By, standing.Stalled, standing.UncoveredSince, MovementView.Of(state.LastMovement, narrator),
                DueView.Of(standing.Next),
                standing.Overdue.Length, Disputed, state.Contested.Count,
                state.Proposals.Values.Count(proposal => proposal.IsOpenAt(instant)), Version);
        }
    }

    /// <summary>An actor or a member of one.</summary>
    public sealed record Person(string Actor, string? Name, ActorKind? Kind, Role? Role, string? Office,
        IReadOnlyDictionary<string, string>? Codes);
}
