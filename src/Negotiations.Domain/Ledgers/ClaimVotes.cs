using System.Collections.Immutable;
using Negotiations.Domain.Claims;

namespace Negotiations.Domain.Ledgers;

/// <summary>
/// What each speaker says of a measure, directly or through others: what a number for the whole says of each leg, what the legs say of the
/// whole, and what the stages add up to.
/// </summary>
/// <param name="sources">The claims.</param>
/// <param name="decided">The number or word that a person decided to use for a measure itself; null while no decision stands.</param>
internal sealed partial class ClaimVotes(ClaimSources sources, Func<Measure, Decided> decided)
{
    private readonly PartSums sums = new(sources, stage => decided(stage).Number);
    private readonly Dictionary<Measure, ImmutableArray<Vote>> stated = [];
    private readonly Dictionary<Key, ExchangeLegs> legs = [];
    private Dictionary<Measure, List<Guid>>? behind;

    /// <summary>What is claimed directly for a measure, in world order.</summary>
    public ImmutableArray<Claim> Direct(Measure measure) => sources.Claims.GetValueOrDefault(measure, []);

    /// <summary>What each speaker says of a measure.</summary>
    public ImmutableArray<Vote> Of(Measure measure) => measure is LegMeasure { Aspect: ExchangeAspect.Agreed } leg
        ? [.. Stated(leg), .. ReadingsOf(leg)] : Stated(measure);

    /// <summary>The same without what follows only from how others read a number of the whole.</summary>
    public ImmutableArray<Vote> Stated(Measure measure) =>
        stated.TryGetValue(measure, out var votes) ? votes : stated[measure] = Said(measure);

    private ImmutableArray<Vote> Said(Measure measure) => measure switch
    {
        ExchangeMeasure whole when LegsOf(whole.Exchange) is { Only: { } only } =>
            Stated(new LegMeasure(whole.Exchange, only, whole.Aspect)),
        ExchangeMeasure whole => WholeVotes(whole).Concat(SumVotes(whole)).ToImmutableArray() is { IsEmpty: false } said ? said
            : [.. SumOfAll(whole)],
        LegMeasure { Aspect: ExchangeAspect.Agreed } leg => [.. Definite(ClaimsOn(leg)), .. NothingOwed(leg)],
        LegMeasure or ChildrenMeasure or CeasefireMeasure => [.. Totals(measure)],
        IncidentMeasure => [.. Definite(Latest(Direct(measure)))],
        _ => [.. Definite(Direct(measure))],
    };

    /// <summary>The other measures that a claim for one says something of.</summary>
    public IEnumerable<Measure> Implied(Measure measure) => measure switch
    {
        StageMeasure stage => [Measure.Delivered(stage.Exchange, stage.Leg), Measure.Delivered(stage.Exchange)],
        LegMeasure leg => [new ExchangeMeasure(leg.Exchange, leg.Aspect)],
        ExchangeMeasure whole => LegsOf(whole.Exchange).Measures(whole.Aspect),
        TermsMeasure terms => LegsOf(terms.Exchange).Measures(ExchangeAspect.Agreed),
        _ => [],
    };

    /// <summary>The facts that claim a measure, or what says something of it.</summary>
    public IEnumerable<Guid> Behind(Measure measure) =>
        (behind ??= AllBehind()).TryGetValue(measure, out var facts) ? facts.Distinct() : [];

    private Dictionary<Measure, List<Guid>> AllBehind()
    {
        var all = new Dictionary<Measure, List<Guid>>();
        foreach (var (claimed, claims) in sources.Claims)
            foreach (var measure in Implied(claimed).Prepend(claimed).Distinct())
            {
                if (!all.TryGetValue(measure, out var facts)) all[measure] = facts = [];
                foreach (var claim in claims)
                    if (facts is [] || facts[^1] != claim.FactId) facts.Add(claim.FactId);
            }
        return all;
    }

    /// <summary>A number that holds up to a moment, on its basis: what was handed over later is added to it.</summary>
    public NumberRange UpTo(Measure measure, Quantity quantity, DateTimeOffset moment)
    {
        var stated = NumberRange.Of(quantity);
        if (measure is ExchangeMeasure whole && quantity.Basis == Basis.PerSide)
            stated = stated.Times(LegsOf(whole.Exchange).GivingSides);
        var parts = sums.After(measure, moment).ToArray();
        return Listed(measure, parts, stated.Plus(PartSums.Sum(parts, speaker: null).Range));
    }

    /// <summary>The claims that speak of a measure itself, and of the whole where they are claims for each side.</summary>
    public IEnumerable<Claim> ClaimsOn(Measure measure) => measure switch
    {
        LegMeasure leg => Own(leg).Concat(PerSide(leg)),
        ExchangeMeasure whole when LegsOf(whole.Exchange).Only is { } only => Own(new LegMeasure(whole.Exchange, only, whole.Aspect)),
        _ => Direct(measure),
    };

    /// <summary>Whether a number is spoken of, be it unknown.</summary>
    public bool IsSpokenOf(Measure measure) =>
        sums.Of(measure).Any() || ClaimsOn(measure).Any(claim => claim.Value.Quantity is not null);

    private static IEnumerable<Vote> Definite(IEnumerable<Claim> claims) => claims.Where(claim => claim.IsNumber)
        .Select(claim => Vote.Definite(claim.Speaker(), NumberRange.Of(claim.Value.Quantity!), claim.FactId));

    // Of one speaker's totals the latest is what they say now, the earlier are its history.
    private static IEnumerable<Claim> Latest(IEnumerable<Claim> claims) =>
        claims.Where(claim => claim.IsRunningTotal).GroupBy(total => total.Speaker()).SelectMany(series =>
        {
            var last = series.Max(total => total.Moment());
            return series.Where(total => total.Moment() == last);
        });

    // Parts add up by speaker; a running total is compared with the parts up to its date, so what came later is added to it.
    private IEnumerable<Vote> Totals(Measure measure)
    {
        var parts = sums.Of(measure).ToArray();
        string[] speakers = [.. parts.SelectMany(part => part.Claims).Where(claim => claim.IsNumber).Select(claim => claim.Speaker())
            .Distinct().Order(StringComparer.Ordinal)];
        // What was only decided is nobody's word.
        foreach (var speaker in speakers is [] && parts.Any(part => part.Decided is not null) ? [Vote.Nobody] : speakers)
        {
            var (range, isBorrowed) = PartSums.Sum(parts, speaker);
            yield return Vote.Definite(speaker, Listed(measure, parts, range)) with { IsBorrowed = isBorrowed || speaker == Vote.Nobody };
        }
        foreach (var total in Latest(ClaimsOn(measure))) yield return Forward(measure, total);
    }

    // Several bodies don't review more cases than there are on the list.
    private NumberRange Listed(Measure measure, IEnumerable<Part> parts, NumberRange range)
    {
        if (measure is not ChildrenMeasure { Aspect: ChildrenAspect.Reviewed, List: var list }
            || parts.DistinctBy(part => part.Body).Count() < 2) return range;
        var listed = Direct(Measure.Listed(list)).Where(claim => claim.IsNumber).Select(claim => NumberRange.Of(claim.Value.Quantity!));
        return NumberRange.Hull(listed)?.High is { } most && most >= range.Low ? range.AtMost(most) : range;
    }

    private Vote Forward(Measure measure, Claim total)
    {
        var parts = sums.After(measure, total.Moment()).ToArray();
        var (later, isBorrowed) = PartSums.Sum(parts, total.Speaker());
        return Vote.Definite(total.Speaker(), Listed(measure, parts, NumberRange.Of(total.Value.Quantity!).Plus(later)), total.FactId) with
        { IsBorrowed = isBorrowed };
    }
}
