using System.Text.Json.Nodes;
using Negotiations.Domain;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Contracts.Answers;

/// <summary>A round of talks: proposed, scheduled, postponed or held.</summary>
/// <param name="Round">Its id.</param>
/// <param name="Status">Which of these.</param>
/// <param name="Planned">When it is planned for.</param>
/// <param name="Scheduled">The plan.</param>
/// <param name="Postponed">The last postponement.</param>
/// <param name="Held">The talks.</param>
/// <param name="Claims">What is claimed of its length and outcome.</param>
public sealed record RoundView(
    Key Round, RoundProgress Status, Occurrence? Planned, JsonObject? Scheduled, JsonObject? Postponed, JsonObject? Held,
    IEnumerable<MeasureView> Claims)
{
    /// <summary>Whether a second voice denies it, and nothing else is known of it.</summary>
    public bool Contested { get; init; }

    /// <summary>Of a round in a track's state.</summary>
    public static RoundView Of(Key key, Round round, Track state, ClaimBook book) => new(
        key, round.Progress, round.Planned, FactView.Stated(round.Scheduled), FactView.Stated(round.Postponed), FactView.Stated(round.Held),
        state.Claims.Keys.Where(measure => measure.Names is { Kind: ThingKind.Round } thing && thing.Id == key)
            .Select(measure => MeasureView.Of(book.Of(measure))))
    {
        Contested = state.IsContested(new Thing(ThingKind.Round, key)),
    };

    /// <summary>A round and its home track.</summary>
    public sealed record Item(string Track, RoundView Round);
}
