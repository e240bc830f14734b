namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>What comes out for a measure.</summary>
/// <param name="Range">Its numbers; null when nothing is said, and for words.</param>
/// <param name="Status">How its voices agree.</param>
/// <param name="Votes">Its voices.</param>
internal sealed record Figure(ModelRange? Range, string Status, IReadOnlyList<Vote> Votes);
