using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Negotiations.Domain.Facts;

/// <summary>
/// What facts say of other facts, by the corrected fact, and what each fact counts for. A correction that does not count itself has no
/// effect. A replaced fact stays replaced while any fact that replaced it, directly or through others, is neither retracted nor denied.
/// </summary>
/// <param name="ByFact">The corrections of each fact, in the order in which they became known.</param>
public sealed record Corrections(ImmutableSortedDictionary<Guid, ImmutableArray<Correction>> ByFact)
{
    private Standings? standings;

    /// <summary>Nothing was corrected.</summary>
    public static Corrections None { get; } =
        new(ImmutableSortedDictionary<Guid, ImmutableArray<Correction>>.Empty);

    /// <summary>
    /// All corrections by the facts known from a viewpoint. What replaces a fact that is not known there also replaces what that one
    /// replaced.
    /// </summary>
    /// <param name="known">The facts that are known.</param>
    /// <param name="held">All facts that this system held, known or not.</param>
    public static Corrections Of(IReadOnlyCollection<Fact> known, IEnumerable<Fact> held)
    {
        var corrections = known.Aggregate(None, (sofar, fact) => sofar.With(fact));
        if (corrections.ByFact.IsEmpty) return corrections;
        var ids = known.Select(fact => fact.Id).ToHashSet();
        if (!known.Any(fact => fact.Supersedes is { } replaced && !ids.Contains(replaced))) return corrections;
        var unknown = held.Where(fact => fact.Supersedes is not null && !ids.Contains(fact.Id))
            .ToDictionary(fact => fact.Id, fact => fact.Supersedes!.Value);
        foreach (var fact in known.Where(fact => fact.Supersedes is not null))
            for (var replaced = fact.Supersedes!.Value; unknown.Remove(replaced, out var before); replaced = before)
                corrections = corrections.With(before, Correction.Of(fact, CorrectionKind.Superseded));
        return corrections;
    }

    /// <summary>With what one more fact says of others; the order makes no difference.</summary>
    public Corrections With(Fact fact) =>
        fact.Corrects().Aggregate(this, (corrections, said) => corrections.With(said.Fact, Correction.Of(fact, said.Kind)));

    /// <summary>What a fact counts for.</summary>
    public FactStanding Of(Guid fact) =>
        !ByFact.IsEmpty && ByFact.ContainsKey(fact) ? (standings ??= new Standings(ByFact)).Of(fact) : FactStanding.Counts;

    /// <summary>The facts that deny a fact and themselves count.</summary>
    public IEnumerable<Guid> Denials(Guid fact) =>
        from correction in On(fact)
        where correction.Kind == CorrectionKind.Denied && Of(correction.By) == FactStanding.Counts
        select correction.By;

    /// <summary>The facts that say something of a fact, in the order in which they became known.</summary>
    public ImmutableArray<Correction> On(Guid fact) => ByFact.GetValueOrDefault(fact, []);

    /// <summary>Whether both hold the same corrections, by reference.</summary>
    public bool Equals(Corrections? other) => ReferenceEquals(ByFact, other?.ByFact);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(ByFact);

    private Corrections With(Guid fact, Correction correction)
    {
        var known = ByFact.GetValueOrDefault(fact, []);
        var at = known.BinarySearch(correction);
        return new Corrections(ByFact.SetItem(fact, known.Insert(at < 0 ? ~at : at, correction)));
    }
}
