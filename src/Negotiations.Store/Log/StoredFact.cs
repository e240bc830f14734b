using Negotiations.Domain.Facts;

namespace Negotiations.Store.Log;

/// <summary>A fact and its place in the store.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Sequence">Its place.</param>
/// <param name="ContentHash">Recognises its command when that is sent again; null where none is kept.</param>
internal sealed record StoredFact(Fact Fact, long Sequence, string? ContentHash);
