using System.Text.Json;
using System.Text.Json.Nodes;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Ceasefires;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Contracts.Answers;

/// <summary>The whole state of a track, from any viewpoint: <c>GET /negotiations/{n}/tracks/{t}</c>.</summary>
public sealed record TrackView(
    string Negotiation, string Track, Subject? Subject, string? Title, TrackLevel? Level, DateOnly? AsOf, DateTimeOffset? KnownAt,
    DateTimeOffset? RecordedUntil, long Version,
    Stage Stage, DateOnly? StageSince, Guid? StageBy, bool Stalled, DateOnly? UncoveredSince, JsonObject? Lifecycle,
    MovementView? LastMovement, DueView? Next, int Overdue,
    IReadOnlyList<DueView?> OverdueItems, int Disputed,
    IEnumerable<RoundView> Rounds, IEnumerable<TrackView.MemoView> Memos, IEnumerable<JsonObject?> Positions,
    IEnumerable<ProposalView> Proposals, IEnumerable<JsonObject?> ChildLists,
    IEnumerable<ExchangeView> Exchanges, IEnumerable<TrackView.CommitmentView> Commitments, IEnumerable<AgreementView> Agreements,
    IEnumerable<TrackView.CeasefireView> Ceasefires, IEnumerable<TrackView.ContestedView> Contested, IEnumerable<MeasureView> Claims)
{
    /// <summary>How many items of each list an answer holds.</summary>
    public const int MostItems = 100;

    /// <summary>Where the rest is of each list that was cut, by the list's name; null where none was.</summary>
    public IReadOnlyDictionary<string, string>? More { get; init; }

    /// <summary>The same with at most <see cref="MostItems"/> of each list, by key, and where the rest is.</summary>
    public TrackView Cut()
    {
        var (more, of) = (new SortedDictionary<string, string>(StringComparer.Ordinal), $"/negotiations/{Negotiation}");
        var cut = this with
        {
            Rounds = Part(Rounds, "rounds", "rounds"),
            Memos = Part(Memos, "memos", $"timeline?track={Track}&type=memoReceived"),
            Positions = Part(Positions, "positions", "positions"),
            Proposals = Part(Proposals, "proposals", "proposals"),
            ChildLists = Part(ChildLists, "childLists", $"tracks/{Track}/ledger"),
            Exchanges = Part(Exchanges, "exchanges", $"tracks/{Track}/ledger"),
            Commitments = Part(Commitments, "commitments", "commitments"),
            Agreements = Part(Agreements, "agreements", "agreements"),
            Ceasefires = Part(Ceasefires, "ceasefires", $"timeline?track={Track}&type=ceasefireDeclared"),
            Contested = Part(Contested, "contested", $"timeline?track={Track}"),
            Claims = Part(Claims, "claims", "claims"),
        };
        return cut with { More = more.Count == 0 ? null : more };

        IReadOnlyList<T> Part<T>(IEnumerable<T> list, string name, string address)
        {
            var part = list.Take(MostItems + 1).ToList();
            if (part.Count <= MostItems) return part;
            more[name] = $"{of}/{address}";
            part.RemoveAt(MostItems);
            return part;
        }
    }

    /// <summary>The answer about a track.</summary>
    /// <param name="state">Its state from the viewpoint.</param>
    /// <param name="version">Its version now.</param>
    /// <param name="from">The viewpoint.</param>
    /// <param name="at">The instant that it is asked about.</param>
    /// <param name="narrator">Tells the last movement, and what is contested.</param>
    public static TrackView Of(Track state, long version, Viewpoint from, DateTimeOffset at, Narrator narrator)
    {
        var (ledger, shown) = (TrackLedger.Of(state), state.WithContested());
        var standing = TrackStatus.Of(ledger, at);
        MeasureSummary[] measures = [.. ledger.Book.All()];
        return new TrackView(
            state.Negotiation.Value, state.Key.Value, state.Subject, state.Title, state.Level, from.AsOf,
            from.KnownAt, from.RecordedUntil, version,
            standing.Stage, standing.Since, standing.By, standing.Stalled, standing.UncoveredSince, FactView.Stated(state.Lifecycle.Last),
            MovementView.Of(state.LastMovement, narrator),
            DueView.Of(standing.Next),
            standing.Overdue.Length, [.. standing.Overdue.Select(DueView.Of)],
            measures.Count(measure => measure.Status == ClaimStatus.Disputed),
            RoundView.Of(shown.Rounds.Select(round => RoundView.Of(round.Key, round.Value, state, ledger.Book))),
            shown.Memos.Select(memo => MemoView.Of(memo.Key, memo.Value, state)),
            state.Positions.Values.Select(FactView.Stated),
            shown.Proposals.Where(proposal => proposal.Value.IsHere)
                .Select(proposal => ProposalView.Of(proposal.Key, proposal.Value, state, at)),
            ledger.Lists.Select(ListOf), ledger.Exchanges.Select(ExchangeView.Of),
            shown.Commitments.Select(commitment => CommitmentView.Of(commitment.Key, commitment.Value, state)),
            shown.Agreements.Select(agreement => AgreementView.Of(agreement.Key, agreement.Value, state)),
            shown.Ceasefires.Select(ceasefire => CeasefireView.Of(ceasefire.Key, ceasefire.Value, state, ledger.Book)),
            state.Contested.Values.Select(contested => ContestedView.Of(contested, state, narrator)), measures.Select(MeasureView.Of));
    }

    // A list of children as it was submitted, and what has come of it.
    private static JsonObject? ListOf(ChildLedger list)
    {
        var view = FactView.Stated(list.List, list.IsContested)!;
        foreach (var (name, number) in new[] { ("listed", list.Listed), ("reviewed", list.Reviewed), ("returned", list.Returned),
            ("outstanding", list.Outstanding) })
            view[name] = JsonSerializer.SerializeToNode(number.ToQuantity(), Formats.Answer);
        view["reviews"] = new JsonArray([.. list.Reviews.Select(FactView.Stated)]);
        (view["status"], view["disputed"]) = (Words.Of(list.Status), list.IsDisputed);
        return view;
    }

    /// <summary>A paper and where its answer stands.</summary>
    public sealed record MemoView(Key Memo, bool Open, bool Orphaned, bool Contested, Occurrence? ReplyDue, JsonObject? Received,
        JsonObject? Answer)
    {
        /// <summary>Of a paper in a track's state.</summary>
        public static MemoView Of(Key key, Memo memo, Track state)
        {
            var isContested = state.IsContested(new Thing(ThingKind.Memo, key));
            var isOpen = memo.IsOpen && !isContested;
            return new(key, isOpen, memo.Received is null, isContested, isOpen ? memo.ReplyDue : null, FactView.Stated(memo.Received),
                FactView.Stated(memo.Answer));
        }
    }

    /// <summary>A promise with every assessment, the last of which holds; without one the status is noReport.</summary>
    public sealed record CommitmentView(Key Commitment, string Status, bool Orphaned, bool Contested, JsonObject? Made,
        JsonObject? Assessed, IEnumerable<JsonObject?> Assessments)
    {
        /// <summary>Of a promise in a track's state.</summary>
        public static CommitmentView Of(Key key, Commitment commitment, Track state) => new(
            key, commitment.Assessed is { } last ? Words.Of(last.Status) : Promise.NoReport, commitment.Made is null,
            state.IsContested(new Thing(ThingKind.Commitment, key)), FactView.Stated(commitment.Made), FactView.Stated(commitment.Assessed),
            commitment.Assessments.Select(FactView.Stated));
    }

    /// <summary>A ceasefire: how many reports of violations there are, and what they count, as far as they say.</summary>
    public sealed record CeasefireView(Key Ceasefire, bool Orphaned, bool Contested, JsonObject? Declared, JsonObject? Ended, int Reports,
        IEnumerable<CeasefireFigure> Figures, JsonObject? LastViolation)
    {
        /// <summary>Of a ceasefire in a track's state.</summary>
        public static CeasefireView Of(Key key, Ceasefire ceasefire, Track state, ClaimBook book) => new(
            key, ceasefire.Declared is null, state.IsContested(new Thing(ThingKind.Ceasefire, key)), FactView.Stated(ceasefire.Declared),
            FactView.Stated(ceasefire.Ended), ceasefire.Reports, book.ViolationsOf(key).Select(CeasefireFigure.Of),
            FactView.Stated(ceasefire.LastViolation));
    }

    /// <summary>A figure of the violations of a ceasefire, over all reports, and what each speaker counts.</summary>
    public sealed record CeasefireFigure(Key Figure, Quantity Quantity, ClaimStatus Status, IEnumerable<MeasureView.DerivedView> Counts)
    {
        /// <summary>Of what is said of it.</summary>
        public static CeasefireFigure Of(MeasureSummary measure) => new(((CeasefireMeasure)measure.Measure).Counted,
            (measure.Number ?? NumberRange.Any).ToQuantity(), measure.Status, MeasureView.Of(measure).Derived);
    }

    /// <summary>A denied fact, with those who state it and those who deny it.</summary>
    public sealed record ContestedView(MovementView Fact, IEnumerable<ActorKey> Claimants, string? Publisher,
        IEnumerable<JsonObject?> DeniedBy)
    {
        /// <summary>What a track knows of a denied fact.</summary>
        public static ContestedView Of(Fact contested, Track state, Narrator narrator) =>
            new(MovementView.Of(contested, narrator)!, contested.Report?.Claimants ?? [], contested.Report?.Source.Publisher,
                state.DenialsOf(contested.Id).Select(FactView.Stated));
    }
}
