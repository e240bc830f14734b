using System.Collections.Immutable;

namespace Negotiations.Domain.Facts;

/// <summary>
/// What each corrected fact counts for, decided from the newest correction back. Facts correct only facts recorded before them, so one pass
/// in that order decides. Circular records, which no service makes, still end, and always with the same result.
/// </summary>
internal sealed class Standings
{
    private readonly ImmutableSortedDictionary<Guid, ImmutableArray<Correction>> byFact;

    // Whether a fact is in force as a correction; and whether what it replaced stays replaced, by it or by its successors.
    private readonly Dictionary<Guid, (bool IsInForce, bool Replaces)> corrections;

    public Standings(ImmutableSortedDictionary<Guid, ImmutableArray<Correction>> byFact)
    {
        this.byFact = byFact;
        var newestFirst = byFact.Values.SelectMany(each => each).OrderByDescending(correction => (correction.RecordedAt, correction.By))
            .Select(correction => correction.By).Distinct().ToArray();
        corrections = newestFirst.ToDictionary(id => id, _ => (true, true));
        for (var pass = 0; pass <= newestFirst.Length && Decide(newestFirst); pass++) { }
    }

    /// <summary>What a fact counts for; if several apply, the last in the enum.</summary>
    public FactStanding Of(Guid fact)
    {
        var said = byFact.GetValueOrDefault(fact, []);
        return IsRetracted(said) ? FactStanding.Retracted : IsReplaced(said) ? FactStanding.Superseded : IsDenied(said)
            ? FactStanding.Contested : FactStanding.Counts;
    }

    private bool Decide(Guid[] newestFirst)
    {
        var changes = false;
        foreach (var id in newestFirst)
        {
            var said = byFact.GetValueOrDefault(id, []);
            var (stands, isReplaced) = (!IsRetracted(said) && !IsDenied(said), IsReplaced(said));
            var decided = (stands && !isReplaced, stands || isReplaced);
            changes |= decided != corrections[id];
            corrections[id] = decided;
        }
        return changes;
    }

    private bool IsRetracted(ImmutableArray<Correction> said) =>
        said.LastOrDefault(correction => correction.Kind is CorrectionKind.Retracted or CorrectionKind.Reinstated
            && corrections[correction.By].IsInForce)?.Kind == CorrectionKind.Retracted;

    private bool IsDenied(ImmutableArray<Correction> said) =>
        said.Any(correction => correction.Kind == CorrectionKind.Denied && corrections[correction.By].IsInForce);

    private bool IsReplaced(ImmutableArray<Correction> said) =>
        said.Any(correction => correction.Kind == CorrectionKind.Superseded && corrections[correction.By].Replaces);
}
