using System.Collections.Immutable;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Exchanges;

/// <summary>An agreed hand-over and what came of it. Its numbers are claims.</summary>
/// <param name="Agreed">The agreement; null when it was withdrawn or is not known yet, so that what refers to it is orphaned.</param>
/// <param name="Postponed">The last postponement, if any.</param>
public sealed record Exchange(ExchangeAgreed? Agreed = null, ExchangePostponed? Postponed = null)
{
    /// <summary>The assessments in world order.</summary>
    public ImmutableArray<CommitmentAssessed> Assessments { get; init; } = [];

    /// <summary>The last assessment that gives a grade, else the last; null when there is none.</summary>
    public CommitmentAssessed? Assessed => CommitmentAssessed.Holding(Assessments);

    /// <summary>Whether it was judged to be broken or to have lapsed, and nothing was handed over since.</summary>
    public bool IsAbandoned =>
        Assessed is { Status: Assessment.Breached or Assessment.Lapsed } end
        && !Stages.Values.Any(stage => end.Rank().CompareTo(stage.Rank()) < 0);

    /// <summary>The hand-overs by id.</summary>
    public ImmutableSortedDictionary<Key, ExchangeStageCompleted> Stages { get; init; } =
        ImmutableSortedDictionary<Key, ExchangeStageCompleted>.Empty;

    /// <summary>What had come of it by an instant.</summary>
    internal Exchange Until(DateTimeOffset instant) => this with
    {
        Assessments = Assessments.RemoveAll(assessed => assessed.Moment() > instant),
        Stages = Stages.Where(stage => stage.Value.Moment() <= instant).ToImmutableSortedDictionary(),
    };

    /// <summary>The fact that set the date by which it is due now, or that put it off; null when nobody set a date.</summary>
    public Fact? DueSetBy => Agreed is not null && Postponed is not null && WorldOrder.Later<Fact>(Agreed, Postponed) == Postponed
        ? Postponed : Agreed?.Due is null ? null : Agreed;

    /// <summary>By when it is due now; null when nobody set a date, or when it was put off without a new one.</summary>
    public Occurrence? Due => DueSetBy is ExchangePostponed postponed ? postponed.Until : Agreed?.Due;
}
