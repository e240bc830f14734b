using Negotiations.Domain.Facts;

namespace Negotiations.Service.Transfer;

/// <summary>A fact that was recorded elsewhere.</summary>
/// <param name="Fact">The fact, with its id and the time of its recording.</param>
/// <param name="ContentHash">Recognises its command when that is sent again; null where the file has none.</param>
/// <param name="Place">How many facts of the same negotiation come before it in the file, without notes that a deadline passed.</param>
public sealed record ImportedFact(Fact Fact, string? ContentHash, long Place);
