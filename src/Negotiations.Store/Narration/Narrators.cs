using Negotiations.Domain;
using Negotiations.Domain.Facts;

namespace Negotiations.Store.Narration;

/// <summary>A narrator for each negotiation of the facts that are shown together; <see cref="NarratorReader"/> makes it.</summary>
/// <param name="byNegotiation">The narrators.</param>
internal sealed class Narrators(IReadOnlyDictionary<Key, Narrator> byNegotiation)
{
    /// <summary>The narrator of a fact.</summary>
    public Narrator Of(Fact fact) => Of(fact.Negotiation);

    /// <summary>The narrator of a negotiation; of none that was asked about, one that knows nothing.</summary>
    public Narrator Of(Key negotiation) => byNegotiation.GetValueOrDefault(negotiation) ?? Narrator.None;

    /// <summary>The sentence of a fact.</summary>
    public string SentenceOf(Fact fact) => fact.Describe(Of(fact));
}
