using System.Collections.Immutable;

namespace Negotiations.Domain;

/// <summary>What facts say of other facts, by the fact that is spoken of. From it follows what each fact still counts for.</summary>
/// <param name="ByFact">The corrections of each fact, in the order of recording.</param>
public sealed record Corrections(ImmutableSortedDictionary<string, ImmutableArray<Correction>> ByFact)
{
    /// <summary>Nothing was corrected.</summary>
    public static Corrections None { get; } = new(ImmutableSortedDictionary.Create<string, ImmutableArray<Correction>>(StringComparer.Ordinal));

    /// <summary>All that some facts say of others.</summary>
    public static Corrections Of(IEnumerable<Fact> facts) => facts.Aggregate(None, (corrections, fact) => corrections.With(fact));

    /// <summary>With what one more fact says of others; the order makes no difference.</summary>
    public Corrections With(Fact fact)
    {
        var byFact = ByFact;
        foreach (var (target, kind) in fact.Corrects())
        {
            var known = byFact.GetValueOrDefault(target.ToString(), []);
            var correction = new Correction(fact.Id, kind, fact.Recorded.At);
            var at = known.BinarySearch(correction);
            byFact = byFact.SetItem(target.ToString(), known.Insert(at < 0 ? ~at : at, correction));
        }
        return byFact == ByFact ? this : new Corrections(byFact);
    }

    /// <summary>What a fact counts for.</summary>
    public FactStanding Of(Guid fact) =>
        IsRetracted(fact) ? FactStanding.Retracted
        : Any(fact, CorrectionKind.Superseded, by => !IsRetracted(by)) ? FactStanding.Superseded
        : Any(fact, CorrectionKind.Denied, IsUpheld) ? FactStanding.Contested
        : FactStanding.Counts;

    /// <summary>The facts that deny a fact and are themselves upheld.</summary>
    public IEnumerable<Guid> Denials(Guid fact) => By(fact, CorrectionKind.Denied).Where(IsUpheld);

    /// <summary>The facts that say something of a fact, in the order of recording.</summary>
    public ImmutableArray<Correction> On(Guid fact) => ByFact.GetValueOrDefault(fact.ToString(), []);

    // A denial that is itself contested moves nothing. Should denials deny each other in a circle, none beyond it is followed.
    private bool IsUpheld(Guid denial) => IsUpheld(denial, []);

    private bool IsUpheld(Guid denial, ImmutableHashSet<Guid> above) =>
        !IsRetracted(denial) && !Any(denial, CorrectionKind.Superseded, by => !IsRetracted(by))
        && (above.Contains(denial) || !Any(denial, CorrectionKind.Denied, by => IsUpheld(by, above.Add(denial))));

    private bool IsRetracted(Guid fact) =>
        On(fact).LastOrDefault(correction => correction.Kind is CorrectionKind.Retracted or CorrectionKind.Reinstated)?.Kind == CorrectionKind.Retracted;

    private bool Any(Guid fact, CorrectionKind kind, Func<Guid, bool> holds) => By(fact, kind).Any(holds);

    private IEnumerable<Guid> By(Guid fact, CorrectionKind kind) => On(fact).Where(correction => correction.Kind == kind).Select(correction => correction.By);
}

/// <summary>What one fact says of another.</summary>
/// <param name="By">The fact that says it.</param>
/// <param name="Kind">What it says.</param>
/// <param name="RecordedAt">When it was recorded; the later of a retraction and a reinstatement holds.</param>
public sealed record Correction(Guid By, CorrectionKind Kind, DateTimeOffset RecordedAt) : IComparable<Correction>
{
    /// <inheritdoc/>
    public int CompareTo(Correction? other) =>
        other is null ? 1 : (RecordedAt, By, Kind).CompareTo((other.RecordedAt, other.By, other.Kind));
}

/// <summary>What a fact counts for; of all that apply, the last in this order.</summary>
public enum FactStanding
{
    /// <summary>It counts.</summary>
    Counts,

    /// <summary>A second voice denies it: it is shown, and moves nothing.</summary>
    Contested,

    /// <summary>Another fact replaced it.</summary>
    Superseded,

    /// <summary>It was found false.</summary>
    Retracted,
}
