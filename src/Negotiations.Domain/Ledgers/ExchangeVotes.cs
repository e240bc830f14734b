using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;

namespace Negotiations.Domain.Ledgers;

// What a number for a whole exchange says of its legs, and the legs of the whole.
internal sealed partial class ClaimVotes
{
    private static readonly ClaimValue Unilateral = ClaimValue.Of(ExchangeTerms.Unilateral);

    /// <summary>The legs of an exchange.</summary>
    public ExchangeLegs LegsOf(Key exchange) => legs.TryGetValue(exchange, out var known) ? known
        : legs[exchange] = new ExchangeLegs(exchange, sources.Agreement(exchange)?.Legs ?? []);

    /// <summary>Whether only those who call the exchange unilateral say how many a leg owes: nothing.</summary>
    public bool IsOnlyLeftOut(LegMeasure leg) => NothingOwed(leg).Any() && Of(leg).All(vote => !vote.IsReading)
        && !ClaimsOn(leg).Any(claim => claim.IsNumber);

    /// <summary>
    /// Whether it was decided that an exchange is unilateral, and a leg is none of those that are given. If nobody says which are,
    /// it is the first.
    /// </summary>
    public bool IsLeftOut(LegMeasure leg)
    {
        var legs = LegsOf(leg.Exchange);
        if (legs.GivingSides < 2 || decided(Measure.Terms(leg.Exchange)).Accepted != Unilateral) return false;
        var given = Direct(Measure.Terms(leg.Exchange)).Where(claim => claim.Value == Unilateral)
            .SelectMany(claim => GivenBy(claim.Speaker(), legs)).DefaultIfEmpty(legs.Legs[0].Leg);
        return !given.Contains(leg.Leg);
    }

    // The one leg of an exchange is the whole: what is claimed for either is claimed for both.
    private IEnumerable<Claim> Own(LegMeasure leg) => LegsOf(leg.Exchange).Only == leg.Leg
        ? Direct(leg).Concat(Direct(new ExchangeMeasure(leg.Exchange, leg.Aspect))).Order() : Direct(leg);

    // "Total" counts once, "per side" once for each giving side, and an unspecified basis either way.
    private IEnumerable<Vote> WholeVotes(ExchangeMeasure measure)
    {
        var sides = LegsOf(measure.Exchange).GivingSides;
        foreach (var claim in measure.Aspect == ExchangeAspect.Delivered ? Latest(Direct(measure))
            : Direct(measure).Where(claim => claim.IsNumber))
        {
            var basis = claim.Value.Quantity!.Basis;
            if (basis == Basis.OneWay && sides > 1) continue;
            var stated = NumberRange.Of(claim.Value.Quantity!);
            var later = PartSums.Sum(sums.After(measure, claim.Moment()), claim.Speaker());
            yield return new Vote(claim.Speaker(), (basis == Basis.PerSide ? stated.Times(sides) : stated).Plus(later.Range),
                (basis is Basis.PerSide or Basis.Unspecified ? stated.Times(sides) : stated).Plus(later.Range), stated, claim.FactId)
            {
                IsBorrowed = later.IsBorrowed,
            };
        }
    }

    // Numbers for every leg make one for the sum. A decided leg counts as decided for every speaker.
    private IEnumerable<Vote> SumVotes(ExchangeMeasure measure)
    {
        var legs = LegsOf(measure.Exchange).Measures(measure.Aspect)
            .Select(leg => (Decided: DecidedLeg(leg),
                Votes: leg.Aspect == ExchangeAspect.Agreed ? [.. Definite(ClaimsOn(leg))] : Stated(leg))).ToArray();
        if (legs is []) yield break;
        var open = legs.Where(leg => leg.Decided is null).Select(leg => leg.Votes).ToArray();
        var decided = NumberRange.Sum(legs.Select(leg => leg.Decided).OfType<NumberRange>());
        if (open is []) yield return Vote.Definite(Vote.Nobody, decided) with { IsBorrowed = true };
        else
            foreach (var speaker in open.Select(votes => votes.Select(vote => vote.Speaker)).Aggregate((left, right) =>
                left.Intersect(right)).Distinct())
            {
                var own = open.Select(votes => votes.Where(vote => vote.Speaker == speaker).ToArray()).ToArray();
                yield return Vote.Definite(speaker,
                    decided.Plus(NumberRange.Sum(own.Select(votes => NumberRange.Hull(
                        (votes.Any(vote => !vote.IsBorrowed) ? votes.Where(vote => !vote.IsBorrowed) : votes)
                        .Select(vote => vote.Total))!.Value)))) with
                { IsBorrowed = own.Any(votes => votes.All(vote => vote.IsBorrowed)) };
            }
    }

    // Where nobody speaks for the whole nor for every leg, the sum is nobody's word.
    private IEnumerable<Vote> SumOfAll(ExchangeMeasure measure)
    {
        if (measure.Aspect == ExchangeAspect.Agreed) yield break;
        var legs = LegsOf(measure.Exchange).Measures(measure.Aspect).ToArray();
        if (legs.Any(leg => IsSpokenOf(leg) || Stated(leg) is not []))
            yield return Vote.Definite(Vote.Nobody, NumberRange.Sum(legs.Select(leg => DecidedLeg(leg)
                ?? NumberRange.Hull(Stated(leg).Select(vote => vote.Total)) ?? (IsSpokenOf(leg) ? NumberRange.Any : NumberRange.Zero))))
                with
            { IsBorrowed = true };
    }

    private NumberRange? DecidedLeg(LegMeasure leg) => decided(leg).Number
        ?? (leg.Aspect == ExchangeAspect.Agreed && IsLeftOut(leg) ? NumberRange.Zero : null);

    // "Per side" says how many each side gives, where it gives on one leg.
    private IEnumerable<Claim> PerSide(LegMeasure leg)
    {
        var legs = LegsOf(leg.Exchange);
        return legs.Only is null && legs.IsOnlyOfSide(leg.Leg)
            ? Direct(new ExchangeMeasure(leg.Exchange, leg.Aspect)).Where(claim => claim.Value.Quantity?.Basis == Basis.PerSide)
            : [];
    }

    // Of an unspecified number a leg says something only where nothing else does, and it can be read per side alone.
    private IEnumerable<Vote> ReadingsOf(LegMeasure leg)
    {
        var (legs, whole) = (LegsOf(leg.Exchange), Measure.Agreed(leg.Exchange));
        if (legs.GivingSides < 2 || !legs.IsOnlyOfSide(leg.Leg) || ClaimsOn(leg).Any(claim => claim.IsNumber)) return [];
        var votes = Stated(whole);
        var meetings = Vote.Meetings(decided(whole).Number is { } known ? [.. votes, Vote.Definite(Vote.Nobody, known)] : votes).ToArray();
        return votes.Where(vote => meetings is not [] && vote.Total != vote.PerSide
            && meetings.All(number => vote.PerSide.Holds(number) && !vote.Total.Holds(number)))
            .Select(vote => Vote.Definite(vote.Speaker, vote.Stated) with { IsReading = true });
    }

    // Claiming that an exchange is unilateral says that nothing is owed on legs for which the speaker gives no number.
    private IEnumerable<Vote> NothingOwed(LegMeasure leg)
    {
        var legs = LegsOf(leg.Exchange);
        if (legs.GivingSides < 2 || (decided(Measure.Terms(leg.Exchange)).Accepted is { } terms && terms != Unilateral)) yield break;
        foreach (var claim in Direct(Measure.Terms(leg.Exchange)).Where(claim => claim.Value == Unilateral))
            if (!GivenBy(claim.Speaker(), legs).DefaultIfEmpty(legs.Legs[0].Leg).Contains(leg.Leg))
                yield return Vote.Definite(claim.Speaker(), NumberRange.Zero, claim.FactId);
    }

    private IEnumerable<Key> GivenBy(string speaker, ExchangeLegs legs) => legs.Measures(ExchangeAspect.Agreed).Where(leg =>
        Definite(Direct(leg)).Any(vote => vote.Speaker == speaker && vote.Total.High != 0)).Select(leg => leg.Leg);
}
