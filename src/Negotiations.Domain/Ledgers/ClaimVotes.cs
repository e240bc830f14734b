using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;

namespace Negotiations.Domain.Ledgers;

/// <summary>
/// What each speaker says of a measure, directly or through others: what a number for the whole says of each leg, what the legs say of the
/// whole, and what the stages add up to.
/// </summary>
/// <param name="claims">The claims by measure.</param>
/// <param name="agreement">The agreements that define the legs of exchanges.</param>
/// <param name="accepted">The value that was decided for a measure; null while no decision stands.</param>
internal sealed class ClaimVotes(
    ImmutableSortedDictionary<Measure, ImmutableArray<Claim>> claims, Func<Key, ExchangeAgreed?> agreement,
    Func<Measure, ClaimValue?> accepted)
{
    /// <summary>What is claimed directly for a measure, in world order.</summary>
    public ImmutableArray<Claim> Direct(Measure measure) => claims.GetValueOrDefault(measure, []);

    /// <summary>What each speaker says of a measure.</summary>
    public ImmutableArray<Vote> Of(Measure measure) => measure switch
    {
        ExchangeMeasure whole => [.. WholeVotes(whole), .. SumVotes(whole)],
        LegMeasure { Aspect: ExchangeAspect.Agreed } leg => [.. Definite(leg), .. PerSideVotes(leg), .. NothingOwed(leg)],
        LegMeasure or ChildrenMeasure => [.. Totals(measure)],
        IncidentMeasure => [.. Definite(Latest(Direct(measure)))],
        _ => [.. Definite(measure)],
    };

    /// <summary>The other measures that a claim for one says something of.</summary>
    public IEnumerable<Measure> Implied(Measure measure) => measure switch
    {
        StageMeasure stage => [Measure.Delivered(stage.Exchange, stage.Leg), Measure.Delivered(stage.Exchange)],
        LegMeasure leg => [new ExchangeMeasure(leg.Exchange, leg.Aspect)],
        ExchangeMeasure { Aspect: ExchangeAspect.Agreed } whole =>
            Legs(whole.Exchange).Select(leg => Measure.Agreed(whole.Exchange, leg.Leg)),
        TermsMeasure terms => Legs(terms.Exchange).Select(leg => Measure.Agreed(terms.Exchange, leg.Leg)),
        _ => [],
    };

    /// <summary>A number that holds up to a moment, on its basis: what was handed over later is added to it.</summary>
    public NumberRange UpTo(Measure measure, Quantity quantity, DateTimeOffset moment)
    {
        var stated = NumberRange.Of(quantity);
        if (measure is ExchangeMeasure whole && quantity.Basis == Basis.PerSide) stated = stated.Times(GivingSides(whole.Exchange));
        return stated.Plus(Sum(After(measure, moment), speaker: null).Range);
    }

    /// <summary>Whether a claim is a number that holds up to its date, so that a later one of the same speaker takes its place.</summary>
    public static bool IsRunningTotal(Claim claim) => IsNumber(claim) && !claim.IsIncrement && claim.Measure
        is LegMeasure { Aspect: ExchangeAspect.Delivered } or ExchangeMeasure { Aspect: ExchangeAspect.Delivered } or ChildrenMeasure
            or IncidentMeasure;

    private static IEnumerable<Vote> Definite(IEnumerable<Claim> claims) =>
        claims.Select(claim => Vote.Definite(claim.Speaker(), NumberRange.Of(claim.Value.Quantity!), claim.FactId));

    private IEnumerable<Vote> Definite(Measure measure) => Definite(Numbers(measure));

    // An unknown number doesn't vote.
    private IEnumerable<Claim> Numbers(Measure measure) => Direct(measure).Where(IsNumber);

    // A running total says how many up to its date. Of one speaker's totals the latest is what they say now, the earlier are its history.
    private static IEnumerable<Claim> Latest(IEnumerable<Claim> claims) =>
        claims.Where(IsRunningTotal).GroupBy(total => total.Speaker()).SelectMany(series =>
        {
            var last = series.Max(total => total.Occurred.Moment);
            return series.Where(total => total.Occurred.Moment == last);
        });

    // "Total" counts once, "per side" once for each giving side, and an unspecified basis either way.
    private IEnumerable<Vote> WholeVotes(ExchangeMeasure measure)
    {
        var sides = GivingSides(measure.Exchange);
        foreach (var claim in measure.Aspect == ExchangeAspect.Delivered ? Latest(Direct(measure)) : Numbers(measure))
        {
            var basis = claim.Value.Quantity!.Basis;
            if (basis == Basis.OneWay && sides > 1) continue;
            var (stated, later) = (NumberRange.Of(claim.Value.Quantity!), Sum(After(measure, claim.Occurred.Moment), claim.Speaker()));
            yield return new Vote(claim.Speaker(), (basis == Basis.PerSide ? stated.Times(sides) : stated).Plus(later.Range),
                (basis is Basis.PerSide or Basis.Unspecified ? stated.Times(sides) : stated).Plus(later.Range), stated, claim.FactId)
            {
                IsBorrowed = later.IsBorrowed,
            };
        }
    }

    // Numbers for every leg make one for the sum.
    private IEnumerable<Vote> SumVotes(ExchangeMeasure measure)
    {
        var legs = Legs(measure.Exchange).Select(leg => new LegMeasure(measure.Exchange, leg.Leg, measure.Aspect))
            .Select(leg => leg.Aspect == ExchangeAspect.Agreed ? [.. Definite(leg)] : Of(leg).ToArray()).ToArray();
        if (legs is []) yield break;
        var speakers = legs.Select(votes => votes.Select(vote => vote.Speaker)).Aggregate((left, right) => left.Intersect(right))
            .Distinct();
        foreach (var speaker in speakers)
        {
            var own = legs.Select(votes => votes.Where(vote => vote.Speaker == speaker).ToArray()).ToArray();
            yield return Vote.Definite(speaker, own.Select(votes => NumberRange.Hull(votes.Select(vote => vote.Total))!.Value)
                .Aggregate(NumberRange.Zero, (sum, leg) => sum.Plus(leg))) with
            { IsBorrowed = own.Any(votes => votes.All(vote => vote.IsBorrowed)) };
        }
    }

    // "Per side" holds for each leg whose side gives in no other; an unspecified number only where nothing else does.
    private IEnumerable<Vote> PerSideVotes(LegMeasure measure)
    {
        var legs = Legs(measure.Exchange);
        if (legs.FirstOrDefault(leg => leg.Leg == measure.Leg) is not { } own || legs.Count(leg => leg.From.Actor == own.From.Actor) > 1)
            return [];
        var whole = Measure.Agreed(measure.Exchange);
        var stated = Definite(Numbers(whole).Where(claim => claim.Value.Quantity!.Basis == Basis.PerSide)).ToArray();
        if (stated is not [] || Definite(measure).Any() || legs.Select(leg => leg.From.Actor).Distinct().Count() < 2) return stated;
        var votes = Of(whole);
        var meetings = Vote.Meetings(votes).ToArray();
        return votes.Where(vote => meetings is not [] && vote.Total != vote.PerSide
            && meetings.All(number => vote.PerSide.Holds(number) && !vote.Total.Holds(number)))
            .Select(vote => Vote.Definite(vote.Speaker, vote.Stated));
    }

    // Claiming that an exchange is unilateral says that nothing is owed on legs for which the speaker gives no number.
    private IEnumerable<Vote> NothingOwed(LegMeasure measure)
    {
        var legs = Legs(measure.Exchange);
        if (GivingSides(measure.Exchange) < 2 || (accepted(Measure.Terms(measure.Exchange)) is { } terms && terms != Unilateral))
            yield break;
        foreach (var claim in Direct(Measure.Terms(measure.Exchange)).Where(claim => claim.Value == Unilateral))
        {
            var given = legs.Where(leg => Definite(Measure.Agreed(measure.Exchange, leg.Leg))
                .Any(vote => vote.Speaker == claim.Speaker() && vote.Total.High != 0)).Select(leg => leg.Leg).DefaultIfEmpty(legs[0].Leg);
            if (!given.Contains(measure.Leg)) yield return Vote.Definite(claim.Speaker(), NumberRange.Zero, claim.FactId);
        }
    }

    // Parts add up by speaker; a running total is compared with the parts up to its date, so what came later is added to it.
    private IEnumerable<Vote> Totals(Measure measure)
    {
        var parts = Parts(measure).Select(group => group.ToArray()).ToArray();
        foreach (var speaker in parts.SelectMany(part => part).Where(IsNumber).Select(claim => claim.Speaker()).Distinct()
            .Order(StringComparer.Ordinal))
            yield return Vote(speaker, NumberRange.Zero, Sum(parts, speaker), null);
        foreach (var total in Latest(Direct(measure)))
            yield return Vote(total.Speaker(), NumberRange.Of(total.Value.Quantity!),
                Sum(After(measure, total.Occurred.Moment), total.Speaker()), total.FactId);

        static Vote Vote(string speaker, NumberRange stated, (NumberRange Range, bool IsBorrowed) added, Guid? fact) =>
            Claims.Vote.Definite(speaker, stated.Plus(added.Range), fact) with { IsBorrowed = added.IsBorrowed };
    }

    // A decided part counts as decided for every speaker. Where a speaker is silent, what the others say fills the sum.
    private (NumberRange Range, bool IsBorrowed) Sum(IEnumerable<Claim[]> parts, string? speaker)
    {
        var (sum, isBorrowed) = (NumberRange.Zero, false);
        foreach (var part in parts)
        {
            if (part[0].Measure is StageMeasure && accepted(part[0].Measure)?.Quantity is { } decided)
            {
                sum = sum.Plus(NumberRange.Of(decided));
                continue;
            }
            var numbers = part.Where(IsNumber).ToArray();
            var own = numbers.Where(claim => claim.Speaker() == speaker).ToArray();
            isBorrowed |= own is [];
            sum = sum.Plus(NumberRange.Hull((own is [] ? numbers : own).Select(claim => NumberRange.Of(claim.Value.Quantity!)))
                ?? NumberRange.Any);
        }
        return (sum, isBorrowed);
    }

    private IEnumerable<Claim[]> After(Measure measure, DateTimeOffset moment) =>
        Parts(measure).Select(group => group.ToArray()).Where(part => part.All(claim => claim.Occurred.Moment > moment));

    private IEnumerable<IGrouping<string, Claim>> Parts(Measure measure) => measure switch
    {
        LegMeasure { Aspect: ExchangeAspect.Delivered } leg => Stages(stage => stage.Exchange == leg.Exchange && stage.Leg == leg.Leg),
        ExchangeMeasure { Aspect: ExchangeAspect.Delivered } whole => Stages(stage => stage.Exchange == whole.Exchange),
        ChildrenMeasure => Direct(measure).Where(claim => claim.IsIncrement).GroupBy(claim => claim.FactId.ToString()),
        _ => [],
    };

    private IEnumerable<IGrouping<string, Claim>> Stages(Func<StageMeasure, bool> isMeant) =>
        claims.Where(known => known.Key is StageMeasure stage && isMeant(stage)).SelectMany(known => known.Value)
            .GroupBy(claim => claim.Measure.Text);

    private static ClaimValue Unilateral { get; } = ClaimValue.Of(ExchangeTerms.Unilateral);

    private static bool IsNumber(Claim claim) => claim.Value.Quantity is { Form: not QuantityForm.Unknown };

    private ImmutableArray<ExchangeLeg> Legs(Key exchange) => agreement(exchange)?.Legs ?? [];

    private int GivingSides(Key exchange) => Math.Max(1, Legs(exchange).Select(leg => leg.From.Actor).Distinct().Count());
}
