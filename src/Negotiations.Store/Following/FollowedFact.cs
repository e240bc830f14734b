using Marten;
using Negotiations.Contracts.Events;
using Negotiations.Domain.Facts;
using Negotiations.Store.Log;
using Negotiations.Store.Narration;

namespace Negotiations.Store.Following;

/// <summary>A fact as followers of the store get it.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Sequence">Its place.</param>
/// <param name="Json">The CloudEvent, with the fact's sentence.</param>
internal sealed record FollowedFact(Fact Fact, long Sequence, ReadOnlyMemory<byte> Json)
{
    /// <summary>The order of the store.</summary>
    public static IComparer<FollowedFact> BySequence { get; } =
        Comparer<FollowedFact>.Create((left, right) => left.Sequence.CompareTo(right.Sequence));

    /// <summary>Some facts that were read together.</summary>
    public static async Task<FollowedFact[]> Of(IDocumentStore store, IReadOnlyList<StoredFact> facts, string epoch,
        CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        var narrators = await session.Narrators([.. facts.Select(one => one.Fact)], cancellation);
        return [.. facts.Select(one => new FollowedFact(one.Fact, one.Sequence,
            FactEvent.Json(one.Fact, one.Sequence, epoch: epoch, summary: narrators.SentenceOf(one.Fact))))];
    }
}
