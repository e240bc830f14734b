using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Negotiations.Domain.Facts;

/// <summary>
/// What each corrected fact counts for, decided from the newest correction back. Facts correct only facts recorded before them, so one pass
/// in that order decides. Only what speaks of a fact, and of what speaks of it, is looked at: one more correction among very many costs
/// little. Circular records, which no service makes, still end.
/// </summary>
internal sealed class Standings(ImmutableSortedDictionary<Guid, ImmutableArray<Correction>> byFact)
{
    // What was decided on corrections. Whoever decides does it apart, so that nobody sees half of it; others decide the same.
    private readonly ConcurrentDictionary<Guid, Force> decided = [];

    /// <summary>What a fact counts for; if several apply, the last in the enum.</summary>
    public FactStanding Of(Guid fact)
    {
        var said = byFact.GetValueOrDefault(fact, []);
        Decide(said);
        return IsRetracted(said, decided) ? FactStanding.Retracted : IsReplaced(said, decided) ? FactStanding.Superseded
            : IsDenied(said, decided) ? FactStanding.Contested : FactStanding.Counts;
    }

    private void Decide(ImmutableArray<Correction> said)
    {
        var (open, known, next) = (new List<Correction>(), new Dictionary<Guid, Force>(), new Stack<Correction>(said));
        while (next.TryPop(out var correction))
        {
            var isDecided = decided.TryGetValue(correction.By, out var force);
            if (!known.TryAdd(correction.By, isDecided ? force : new Force(true, true)) || isDecided) continue;
            open.Add(correction);
            foreach (var other in byFact.GetValueOrDefault(correction.By, [])) next.Push(other);
        }
        if (open.Count == 0) return;
        Guid[] newestFirst = [.. open.OrderByDescending(correction => (correction.RecordedAt, correction.By))
            .Select(correction => correction.By)];
        for (var pass = 0; pass <= newestFirst.Length && Decide(newestFirst, known); pass++) { }
        foreach (var id in newestFirst) decided.TryAdd(id, known[id]);
    }

    private bool Decide(Guid[] newestFirst, Dictionary<Guid, Force> known)
    {
        var changes = false;
        foreach (var id in newestFirst)
        {
            var said = byFact.GetValueOrDefault(id, []);
            var (stands, isReplaced) = (!IsRetracted(said, known) && !IsDenied(said, known), IsReplaced(said, known));
            var force = new Force(stands && !isReplaced, stands || isReplaced);
            changes |= force != known[id];
            known[id] = force;
        }
        return changes;
    }

    private static bool IsRetracted(ImmutableArray<Correction> said, IReadOnlyDictionary<Guid, Force> known) =>
        said.LastOrDefault(correction => correction.Kind is CorrectionKind.Retracted or CorrectionKind.Reinstated
            && known[correction.By].IsInForce)?.Kind == CorrectionKind.Retracted;

    private static bool IsDenied(ImmutableArray<Correction> said, IReadOnlyDictionary<Guid, Force> known) =>
        said.Any(correction => correction.Kind == CorrectionKind.Denied && known[correction.By].IsInForce);

    private static bool IsReplaced(ImmutableArray<Correction> said, IReadOnlyDictionary<Guid, Force> known) =>
        said.Any(correction => correction.Kind == CorrectionKind.Superseded && known[correction.By].Replaces);

    /// <summary>Whether a fact is in force as a correction; and whether what it replaced stays replaced, by it or its successors.</summary>
    private readonly record struct Force(bool IsInForce, bool Replaces);
}
