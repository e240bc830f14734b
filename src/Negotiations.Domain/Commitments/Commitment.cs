using System.Collections.Immutable;

namespace Negotiations.Domain.Commitments;

/// <summary>A promise and how far it was kept.</summary>
/// <param name="Made">The promise; null when it was withdrawn or is not known yet.</param>
public sealed record Commitment(CommitmentMade? Made = null)
{
    /// <summary>The assessments in world order; none means no report, which accuses nobody.</summary>
    public ImmutableArray<CommitmentAssessed> Assessments { get; init; } = [];

    /// <summary>The last assessment that gives a grade, else the last; it holds. Null means no report.</summary>
    public CommitmentAssessed? Assessed => CommitmentAssessed.Holding(Assessments);

    /// <summary>Whether it is still to be kept.</summary>
    public bool IsOpen => Assessed?.Status is not (Assessment.Full or Assessment.Breached or Assessment.Lapsed);
}
