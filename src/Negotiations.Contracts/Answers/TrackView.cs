using System.Text.Json;
using System.Text.Json.Nodes;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Contracts.Answers;

/// <summary>The whole state of a track, from any viewpoint: <c>GET /negotiations/{n}/tracks/{t}</c>.</summary>
public sealed record TrackView(
    string Negotiation, string Track, Subject? Subject, string? Title, TrackLevel? Level, DateOnly? AsOf, DateTimeOffset? KnownAt,
    DateTimeOffset? RecordedUntil, long Version,
    Stage Stage, DateOnly? StageSince, bool Stalled, JsonObject? Lifecycle, Movement? LastMovement, DueView? Next, int Overdue,
    IReadOnlyList<DueView?> OverdueItems, int Disputed,
    IEnumerable<RoundView> Rounds, IEnumerable<TrackView.MemoView> Memos, IEnumerable<JsonObject?> Positions,
    IEnumerable<JsonObject?> ChildLists,
    IEnumerable<ExchangeView> Exchanges, IEnumerable<TrackView.CommitmentView> Commitments, IEnumerable<JsonObject?> Agreements,
    IEnumerable<TrackView.CeasefireView> Ceasefires, IEnumerable<TrackView.ContestedView> Contested, IEnumerable<MeasureView> Claims)
{
    /// <summary>The answer about a track.</summary>
    /// <param name="state">Its state from the viewpoint.</param>
    /// <param name="version">Its version now.</param>
    /// <param name="from">The viewpoint.</param>
    /// <param name="day">The day that it is asked about.</param>
    public static TrackView Of(Track state, long version, Viewpoint from, DateOnly day)
    {
        var ledger = TrackLedger.Of(state);
        var standing = TrackStatus.Of(ledger, day);
        MeasureView[] claims = [.. ClaimBook.Of(state).All().Select(MeasureView.Of)];
        return new TrackView(
            state.Negotiation.Value, state.Key.Value, state.Opened?.Subject, state.Opened?.Title, state.Opened?.Level, from.AsOf,
            from.KnownAt, from.RecordedUntil, version,
            standing.Stage, standing.Since, standing.Stalled, FactView.Stated(state.Lifecycle.Last), state.LastMovement,
            DueView.Of(standing.Next),
            standing.Overdue.Length, [.. standing.Overdue.Select(DueView.Of)],
            claims.Count(measure => measure.Status == ClaimStatus.Disputed),
            state.Rounds.Select(round => RoundView.Of(round.Key, round.Value, state)),
            state.Memos.Select(memo => new MemoView(memo.Key, memo.Value.IsOpen, memo.Value.Received is null, memo.Value.IsOpen
                ? memo.Value.ReplyDue : null, FactView.Stated(memo.Value.Received), FactView.Stated(memo.Value.Answer))),
            state.Positions.Values.Select(FactView.Stated), ledger.Lists.Select(ListOf),
            ledger.Exchanges.Select(ExchangeView.Of),
            state.Commitments.Select(commitment => new CommitmentView(commitment.Key, commitment.Value.Assessed is { } last
                ? Words.Of(last.Status) : Promise.NoReport, commitment.Value.Made is null, FactView.Stated(commitment.Value.Made),
            FactView.Stated(commitment.Value.Assessed), commitment.Value.Assessments.Select(FactView.Stated))),
            state.Agreements.Values.Select(FactView.Stated),
            state.Ceasefires.Select(ceasefire =>
                new CeasefireView(ceasefire.Key, ceasefire.Value.Declared is null, FactView.Stated(ceasefire.Value.Declared),
                FactView.Stated(ceasefire.Value.Ended), ceasefire.Value.Violations, FactView.Stated(ceasefire.Value.LastViolation))),
            state.Contested.Values.Select(contested => ContestedView.Of(contested, state)), claims);
    }

    // A list of children as it was submitted, and what has come of it.
    private static JsonObject? ListOf(ChildLedger list)
    {
        var view = FactView.Stated(list.List)!;
        foreach (var (name, number) in new[] { ("reviewed", list.Reviewed), ("returned", list.Returned),
            ("outstanding", list.Outstanding) })
            view[name] = JsonSerializer.SerializeToNode(number.ToQuantity(), Formats.Answer);
        (view["status"], view["disputed"]) = (Words.Of(list.Status), list.IsDisputed);
        return view;
    }

    /// <summary>A paper and where its answer stands.</summary>
    public sealed record MemoView(Key Memo, bool Open, bool Orphaned, Occurrence? ReplyDue, JsonObject? Received, JsonObject? Answer);

    /// <summary>A promise with every assessment, the last of which holds; without one the status is noReport.</summary>
    public sealed record CommitmentView(Key Commitment, string Status, bool Orphaned, JsonObject? Made, JsonObject? Assessed,
        IEnumerable<JsonObject?> Assessments);

    /// <summary>A ceasefire.</summary>
    public sealed record CeasefireView(Key Ceasefire, bool Orphaned, JsonObject? Declared, JsonObject? Ended, int Violations,
        JsonObject? LastViolation);

    /// <summary>A denied fact, with those who state it and those who deny it.</summary>
    public sealed record ContestedView(Movement Fact, IEnumerable<ActorKey> Claimants, string? Publisher,
        IEnumerable<JsonObject?> DeniedBy)
    {
        /// <summary>What a track knows of a denied fact.</summary>
        public static ContestedView Of(ContestedFact contested, Track state) =>
            new(contested.Fact, contested.Claimants, contested.Publisher,
            state.Corrections.Denials(contested.Fact.FactId)
                .Select(denial => FactView.Stated(state.Denials.GetValueOrDefault(denial))));
    }
}
