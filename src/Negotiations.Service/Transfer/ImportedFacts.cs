using Negotiations.Domain;

namespace Negotiations.Service.Transfer;

/// <summary>What became of facts that were imported.</summary>
/// <param name="Recorded">How many were appended.</param>
/// <param name="Known">How many were there already.</param>
/// <param name="FaultAt">The place of the first that could not be appended; it ended the import.</param>
/// <param name="Refusal">Why it could not.</param>
public sealed record ImportedFacts(int Recorded, int Known, int? FaultAt, Refusal? Refusal)
{
    /// <summary>The highest sequence of what was appended.</summary>
    public long Sequence { get; init; }
}
