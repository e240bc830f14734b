using Marten;
using Negotiations.Contracts.Events;
using Negotiations.Domain.Facts;
using Negotiations.Store.Log;
using Negotiations.Store.Narration;

namespace Negotiations.Store.Following;

/// <summary>A fact as followers of the store get it.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Sequence">Its place.</param>
/// <param name="Epoch">The store's epoch.</param>
/// <param name="Sentence">The fact's sentence.</param>
internal sealed record FollowedFact(Fact Fact, long Sequence, string Epoch, string Sentence)
{
    private readonly Lazy<ReadOnlyMemory<byte>> json = new(() => FactEvent.Json(Fact, Sequence, epoch: Epoch, summary: Sentence));

    /// <summary>The CloudEvent, with the fact's sentence.</summary>
    public ReadOnlyMemory<byte> Json => json.Value;

    /// <summary>The same with another number.</summary>
    public ReadOnlyMemory<byte> As(long number) => FactEvent.Json(Fact, number, epoch: Epoch, summary: Sentence);

    /// <summary>The order of the store.</summary>
    public static IComparer<FollowedFact> BySequence { get; } =
        Comparer<FollowedFact>.Create((left, right) => left.Sequence.CompareTo(right.Sequence));

    /// <summary>Some facts that were read together.</summary>
    public static async Task<FollowedFact[]> Of(IDocumentStore store, IReadOnlyList<StoredFact> facts, string epoch,
        CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        var narrators = await session.Narrators([.. facts.Select(one => one.Fact)], cancellation);
        return [.. facts.Select(one => new FollowedFact(one.Fact, one.Sequence, epoch, narrators.SentenceOf(one.Fact)))];
    }
}
