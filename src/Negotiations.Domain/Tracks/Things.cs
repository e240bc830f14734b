using System.Collections.Immutable;

namespace Negotiations.Domain;

/// <summary>A meeting of delegations, planned or held. What is planned and what was held are two things: either may be recorded first.</summary>
/// <param name="Scheduled">The plan, if any.</param>
/// <param name="Postponed">The last postponement, if any.</param>
/// <param name="Held">The talks, once they are held.</param>
public sealed record Round(RoundScheduled? Scheduled = null, RoundPostponed? Postponed = null, TalksHeld? Held = null)
{
    /// <summary>The fact that says when it is planned for now; null when nothing does.</summary>
    public Fact? PlannedBy => Scheduled is null || (Postponed is not null && WorldOrder.Later<Fact>(Scheduled, Postponed) == Postponed) ? Postponed : Scheduled;

    /// <summary>When it is planned for now; null when nothing is planned, or no new date was given.</summary>
    public Occurrence? Planned => PlannedBy is RoundPostponed postponed ? postponed.Planned : Scheduled?.Planned;

    /// <summary>How far it has come.</summary>
    public RoundProgress Progress => this switch
    {
        { Held: not null } => RoundProgress.Held,
        { PlannedBy: RoundPostponed } => RoundProgress.Postponed,
        { Scheduled.Status: RoundStatus.Agreed } => RoundProgress.Scheduled,
        _ => RoundProgress.Proposed,
    };
}

/// <summary>How far a round has come.</summary>
public enum RoundProgress
{
    /// <summary>One side proposed it.</summary>
    Proposed,

    /// <summary>It was agreed.</summary>
    Scheduled,

    /// <summary>It was put off.</summary>
    Postponed,

    /// <summary>It was held.</summary>
    Held,
}

/// <summary>A paper and where its answer stands.</summary>
/// <param name="Received">The paper; null while only an answer to it is known.</param>
public sealed record Memo(MemoReceived? Received = null)
{
    /// <summary>The answers in world order.</summary>
    public ImmutableArray<MemoAnswered> Answers { get; init; } = [];

    /// <summary>The latest answer, if any.</summary>
    public MemoAnswered? Answer => Answers is [.., var last] ? last : null;

    /// <summary>Whether a full answer is outstanding.</summary>
    public bool IsOpen => Answer is null or { Answer: MemoAnswer.Reviewing };

    /// <summary>The fact that set the date by which the answer is due; null when nobody did.</summary>
    public Fact? DueSetBy => Answers.LastOrDefault(answer => answer.ReplyDue is not null) ?? (Fact?)(Received?.ReplyDue is null ? null : Received);

    /// <summary>By when the answer was or is due; null when nobody set a date.</summary>
    public Occurrence? ReplyDue => DueSetBy switch
    {
        MemoAnswered answer => answer.ReplyDue,
        MemoReceived received => received.ReplyDue,
        _ => null,
    };
}

/// <summary>An agreed hand-over and what came of it. Its numbers are claims.</summary>
/// <param name="Agreed">The agreement; null when it was withdrawn or is not known yet, so that what refers to it is orphaned.</param>
/// <param name="Postponed">The last postponement, if any.</param>
public sealed record Exchange(ExchangeAgreed? Agreed = null, ExchangePostponed? Postponed = null)
{
    /// <summary>The assessments in world order.</summary>
    public ImmutableArray<CommitmentAssessed> Assessments { get; init; } = [];

    /// <summary>The last assessment, if any.</summary>
    public CommitmentAssessed? Assessed => Assessments is [.., var last] ? last : null;

    /// <summary>Whether it was judged to be broken or to have lapsed, and nothing was handed over since.</summary>
    public bool IsAbandoned => Assessed is { Status: Assessment.Breached or Assessment.Lapsed } end && !Stages.Values.Any(stage => WorldOrder.Compare(end.Rank(), stage.Rank()) < 0);

    /// <summary>The hand-overs by id.</summary>
    public ImmutableSortedDictionary<string, ExchangeStageCompleted> Stages { get; init => field = value.WithComparers(StringComparer.Ordinal); } =
        ImmutableSortedDictionary.Create<string, ExchangeStageCompleted>(StringComparer.Ordinal);

    /// <summary>The fact that set the date by which it is due now, or that put it off; null when nobody set a date.</summary>
    public Fact? DueSetBy => Agreed is not null && Postponed is not null && WorldOrder.Later<Fact>(Agreed, Postponed) == Postponed ? Postponed : Agreed?.Due is null ? null : Agreed;

    /// <summary>By when it is due now; null when nobody set a date, or when it was put off without a new one.</summary>
    public Occurrence? Due => DueSetBy is ExchangePostponed postponed ? postponed.Until : Agreed?.Due;
}

/// <summary>A promise and how far it was kept.</summary>
/// <param name="Made">The promise; null when it was withdrawn or is not known yet.</param>
public sealed record Commitment(CommitmentMade? Made = null)
{
    /// <summary>The assessments in world order; none means no report, which accuses nobody.</summary>
    public ImmutableArray<CommitmentAssessed> Assessments { get; init; } = [];

    /// <summary>The last assessment, which holds; null means no report.</summary>
    public CommitmentAssessed? Assessed => Assessments is [.., var last] ? last : null;

    /// <summary>Whether it is still to be kept.</summary>
    public bool IsOpen => Assessed?.Status is not (Assessment.Full or Assessment.Breached or Assessment.Lapsed);
}

/// <summary>A ceasefire: declared, effective and ended are three dates.</summary>
/// <param name="Declared">The declaration; null when it was withdrawn or is not known yet.</param>
/// <param name="Ended">Its end, if any.</param>
/// <param name="LastViolation">The last violation that was reported, if any.</param>
/// <param name="Violations">How many violations were reported.</param>
public sealed record Ceasefire(CeasefireDeclared? Declared = null, CeasefireEnded? Ended = null, CeasefireViolated? LastViolation = null, int Violations = 0);

/// <summary>Whether a track is on hold or closed: the last of these facts in world order tells.</summary>
/// <param name="Suspended">The last suspension.</param>
/// <param name="Resumed">The last resumption.</param>
/// <param name="Closed">The last closure.</param>
public sealed record Lifecycle(TrackSuspended? Suspended = null, TrackResumed? Resumed = null, TrackClosed? Closed = null)
{
    /// <summary>The fact that tells; null for a track that was never suspended or closed.</summary>
    public Fact? Last => new Fact?[] { Suspended, Resumed, Closed }.OfType<Fact>().Aggregate((Fact?)null, WorldOrder.Later<Fact>);
}

/// <summary>What a person decided on conflicting claims for a measure.</summary>
/// <param name="Reconciled">The last decision.</param>
/// <param name="Reopened">The last time that a decision was taken back.</param>
public sealed record Reconciliation(ClaimsReconciled? Reconciled = null, ReconciliationReopened? Reopened = null)
{
    /// <summary>The decision that stands; null when none does.</summary>
    public ClaimsReconciled? Standing =>
        Reconciled is not null && (Reopened is null || KnowledgeOrder.Later<Fact>(Reopened, Reconciled) == Reconciled) ? Reconciled : null;
}

/// <summary>A fact that a second voice denies, as it is shown: it moves nothing.</summary>
/// <param name="Fact">What it says.</param>
/// <param name="Claimants">Who says so.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="Makes">The kind of thing that it made, if any.</param>
/// <param name="Thing">That thing's id.</param>
/// <param name="Holders">The tracks that hold it.</param>
public sealed record ContestedFact(Movement Fact, ImmutableArray<ActorKey> Claimants, string? Publisher, ThingKind? Makes, Key? Thing, ImmutableArray<Key> Holders);

/// <summary>The last thing that moved on a track.</summary>
/// <param name="FactId">The fact.</param>
/// <param name="Type">Its type as a word.</param>
/// <param name="Occurred">When it happened.</param>
/// <param name="Summary">What it says, in one sentence, cut at 300 characters.</param>
public sealed record Movement(Guid FactId, string Type, Occurrence Occurred, string Summary)
{
    private const int Longest = 300;

    /// <summary>The movement that a fact is.</summary>
    public static Movement Of(Fact fact) => new(fact.Id, fact.Word(), fact.Occurred, Short(fact.Describe()));

    private static string Short(string text) => text.Length <= Longest ? text : text[..(Longest - 1)] + "…";

    /// <summary>Whether a fact moved a track later in the world than what is known.</summary>
    public static bool IsLater(Fact fact, Movement? known) =>
        known is null || WorldOrder.Compare((known.Occurred.Moment, known.FactId), fact.Rank()) < 0;
}
