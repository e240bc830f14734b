namespace Negotiations.Domain.Talks;

/// <summary>What a round meant for a track.</summary>
/// <param name="Track">The track.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Claimant">Whose word that is; null for the claimants of the report.</param>
public sealed record Outcome(Key Track, TalksResult Result, ActorKey? Claimant = null);
