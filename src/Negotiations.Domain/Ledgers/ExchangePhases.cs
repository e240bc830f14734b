using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>How far an exchange was kept from day to day.</summary>
internal static class ExchangePhases
{
    private static readonly ClaimValue Unilateral = ClaimValue.Of(ExchangeTerms.Unilateral);

    /// <summary>
    /// The phases of an exchange whose agreement counts. What only its hand-overs speak of is added up; else each day is looked at on which
    /// something was said or done.
    /// </summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="track">Its track, with what is claimed and decided of the exchange alone.</param>
    public static IReadOnlyList<Phase> Of(ExchangeLedger exchange, Track track)
    {
        var (agreed, held) = (exchange.Held.Agreed!, exchange.Held);
        Claim[] claims = [.. track.Claims.Values.SelectMany(known => known).Order()];
        var isDecided = !track.Reconciliations.IsEmpty;
        var facts = held.Stages.Values.Select(stage => stage.Id).Append(agreed.Id).ToHashSet();
        if (held.Assessments is [] && !isDecided && claims.All(claim => facts.Contains(claim.FactId) && !claim.IsContested))
            return AddedUp(exchange);
        var reached = isDecided ? (_ => true) : MayBeReached(claims, new ExchangeLegs(exchange.Exchange, agreed.Legs).GivingSides);
        // What was done on a day is told before what was claimed of it.
        var said = claims.Select(claim => (IsDone: false, Rank: (claim.Moment(), claim.RecordedAt, claim.FactId)))
            .Concat(new Fact[] { agreed }.Concat(held.Assessments).Concat(held.Stages.Values)
                .Select(fact => (IsDone: true, Rank: fact.Rank())));
        return
        [
            .. from ofDay in said.GroupBy(fact => Days.Of(fact.Rank.Item1))
               let day = ofDay.Key
               where day >= agreed.Day()
               orderby day
               select new Phase(day, reached(day) || held.Assessments.Any(assessed => assessed.Day() <= day)
                   ? LookedAt(exchange.Exchange, track.On(day, agreed.Makes!.Value))
                   : claims.TakeWhile(claim => Days.Of(claim.Moment()) <= day).Any(IsHandover) ? Keeping.Kept : Keeping.Agreed,
                   ofDay.Max().Rank.Item3),
        ];
    }

    private static Phase[] AddedUp(ExchangeLedger exchange)
    {
        var agreed = exchange.Held.Agreed!.Day();
        Phase[] kept = exchange.FirstHandover is { } first
            ? [new Phase(Days.Latest(agreed, Days.Of(first.Moment)), Keeping.Kept, first.By)] : [];
        var last = exchange.Legs.Select(leg => leg.FulfilledOn).OfType<Dated>().MaxBy(dated => dated.Moment);
        var settled = exchange.Status == LegStatus.Fulfilled
            ? new[] { new Phase(Days.Latest(agreed, last?.Day), Keeping.Settled, last?.By) } : [];
        return [new Phase(agreed, Keeping.Agreed, exchange.Held.Agreed!.Id),
            .. kept.Where(phase => settled is [] || phase.From < settled[0].From), .. settled];
    }

    // By a day no more can have been handed over than the highest counts add up to, those of the whole once for each giving side; below the
    // lowest promise nothing is settled.
    private static Func<DateOnly, bool> MayBeReached(Claim[] claims, int sides)
    {
        Claim[] numbers = [.. claims.Where(claim => claim.IsNumber)];
        var promised = numbers.Where(claim => claim.Measure is LegMeasure { Aspect: ExchangeAspect.Agreed }
            or ExchangeMeasure { Aspect: ExchangeAspect.Agreed }).Select(claim => claim.Value.Quantity!.Low).ToArray();
        // Without a number, only terms can say that nothing is owed.
        if (promised is []) return claims.Any(claim => claim.Value == Unilateral) ? _ => true : _ => false;
        if (promised.Min() is var least && least == 0) return _ => true;
        var highest = new SortedDictionary<DateOnly, long>();
        foreach (var measure in numbers.Where(claim => claim.Measure is not (LegMeasure { Aspect: ExchangeAspect.Agreed }
            or ExchangeMeasure { Aspect: ExchangeAspect.Agreed })).GroupBy(claim => claim.Measure))
        {
            var (most, times) = (0L, measure.Key is ExchangeMeasure ? sides : 1);
            foreach (var claim in measure.Where(claim => claim.Value.Quantity!.Low > most))
            {
                var day = Days.Of(claim.Moment());
                highest[day] = highest.GetValueOrDefault(day) + ((claim.Value.Quantity!.Low - most) * times);
                most = claim.Value.Quantity.Low;
            }
        }
        var sum = 0L;
        foreach (var (day, more) in highest)
            if ((sum += more) >= least) return until => until >= day;
        return _ => false;
    }

    private static Keeping LookedAt(Key id, Track track)
    {
        var exchange = ExchangeLedger.Of(id, track.Exchanges[id], ClaimBook.Of(track));
        var isKept = exchange.FirstHandover is not null
            || track.Claims.Values.Any(claims => claims.Any(claim => claim.Measure is not StageMeasure && IsHandover(claim)));
        return exchange.Status switch
        {
            LegStatus.Fulfilled => Keeping.Settled,
            LegStatus.Cancelled => isKept ? Keeping.Broken : Keeping.Ended,
            _ => isKept ? Keeping.Kept : Keeping.Agreed,
        };
    }

    // A count of none is no hand-over, nor is one that is denied.
    private static bool IsHandover(Claim claim) => !claim.IsContested && claim.Measure switch
    {
        StageMeasure => claim.Value.Quantity!.High != 0,
        LegMeasure { Aspect: ExchangeAspect.Delivered } or ExchangeMeasure { Aspect: ExchangeAspect.Delivered } =>
            claim.Value.Quantity!.Low > 0,
        _ => false,
    };
}
