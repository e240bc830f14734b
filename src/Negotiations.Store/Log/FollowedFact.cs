using Negotiations.Contracts.Events;
using Negotiations.Domain.Facts;

namespace Negotiations.Store.Log;

/// <summary>A fact as followers of the store get it.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Sequence">Its place.</param>
/// <param name="Json">The CloudEvent.</param>
internal sealed record FollowedFact(Fact Fact, long Sequence, ReadOnlyMemory<byte> Json)
{
    /// <summary>The order of the store.</summary>
    public static IComparer<FollowedFact> BySequence { get; } =
        Comparer<FollowedFact>.Create((left, right) => left.Sequence.CompareTo(right.Sequence));

    public static FollowedFact Of(StoredFact stored, string epoch) =>
        new(stored.Fact, stored.Sequence, FactEvent.Json(stored.Fact, stored.Sequence, epoch: epoch));
}
