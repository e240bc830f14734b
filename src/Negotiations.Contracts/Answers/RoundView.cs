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
    /// <summary>The round of which it is a part; null where it is a round of its own.</summary>
    public Key? PartOf { get; init; }

    /// <summary>The meetings that were parts of it, such as one of the heads before the plenary.</summary>
    public IReadOnlyList<RoundView> Meetings { get; init; } = [];

    /// <summary>Whether a second voice denies it, and nothing else is known of it.</summary>
    public bool Contested { get; init; }

    /// <summary>Of a round in a track's state.</summary>
    public static RoundView Of(Key key, Round round, Track state, ClaimBook book) => new(
        key, round.Progress, round.Planned, FactView.Stated(round.Scheduled), FactView.Stated(round.Postponed), FactView.Stated(round.Held),
        state.Claims.Keys.Where(measure => measure.Names is { Kind: ThingKind.Round } thing && thing.Id == key)
            .Select(measure => MeasureView.Of(book.Of(measure))))
    {
        PartOf = round.PartOf,
        Contested = state.IsContested(new Thing(ThingKind.Round, key)),
    };

    /// <summary>Rounds with the meetings that were parts of them; a part whose round is not among them stands for itself.</summary>
    public static IReadOnlyList<RoundView> Of(IEnumerable<RoundView> rounds)
    {
        RoundView[] all = [.. rounds];
        var partOf = all.ToDictionary(round => round.Round, round => round.PartOf);
        var parts = all.ToLookup(round => WholeOf(round.Round, partOf));
        return [.. parts[null].Select(round => round with { Meetings = [.. parts[round.Round].OrderBy(part => part.Round)] })];
    }

    /// <summary>The outermost known round of which a meeting was a part; null where it stands for itself.</summary>
    /// <param name="round">The meeting.</param>
    /// <param name="partOf">What each known round is a part of.</param>
    public static Key? WholeOf(Key round, IReadOnlyDictionary<Key, Key?> partOf)
    {
        var (whole, seen) = ((Key?)null, new HashSet<Key> { round });
        for (var next = partOf[round]; next is not null && partOf.ContainsKey(next); next = partOf[next])
        {
            if (!seen.Add(next)) return null;
            whole = next;
        }
        return whole;
    }

    /// <summary>A round and its home track.</summary>
    public sealed record Item(string Track, RoundView Round);
}
