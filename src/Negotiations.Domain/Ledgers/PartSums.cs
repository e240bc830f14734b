using System.Collections.Immutable;
using Negotiations.Domain.Claims;

namespace Negotiations.Domain.Ledgers;

/// <summary>Numbers that are sums: hand-overs, returns of children, reports on a ceasefire.</summary>
/// <param name="sources">The claims.</param>
/// <param name="decided">What was decided for a part.</param>
internal sealed class PartSums(ClaimSources sources, Func<Measure, NumberRange?> decided)
{
    // Every hand-over once, by exchange and by leg.
    private ILookup<Key, Part>? ofExchange;
    private ILookup<(Key, Key), Part>? ofLeg;

    /// <summary>What a speaker counts in all, and whether some of it is borrowed: where they are silent, what the others say fills the sum.
    /// A null speaker is all of them, taken together. What different bodies counted may be the same.</summary>
    public static (NumberRange Range, bool IsBorrowed) Sum(IEnumerable<Part> parts, string? speaker)
    {
        var bodies = parts.GroupBy(part => part.Body).Select(body => SumOfOne(body, speaker)).ToArray();
        return bodies is [var only] ? only
            : (NumberRange.Together([.. bodies.Select(body => body.Range)]), bodies.Any(body => body.IsBorrowed));
    }

    private static (NumberRange Range, bool IsBorrowed) SumOfOne(IEnumerable<Part> parts, string? speaker)
    {
        var (sum, isBorrowed, all) = (NumberRange.Zero, false, parts.Select(part => (Part: part, Own: part.Of(speaker))).ToArray());
        Part[] told = [.. all.Where(one => one.Own is not null).Select(one => one.Part)];
        foreach (var (part, number) in all)
        {
            if (part.Decided is { } decided) sum = sum.Plus(decided);
            else if (number is { } own) sum = sum.Plus(own);
            else if (!part.AddsUp || !told.Any(other => other.Overlaps(part)))
                (sum, isBorrowed) = (sum.Plus(part.OfAll()), true);
        }
        return (sum, isBorrowed);
    }

    /// <summary>The parts that took place after a moment.</summary>
    public IEnumerable<Part> After(Measure measure, DateTimeOffset moment) => Of(measure).Where(part => part.Moment > moment);

    /// <summary>The parts of a number; none where it is no sum.</summary>
    public IEnumerable<Part> Of(Measure measure) => measure switch
    {
        LegMeasure { Aspect: ExchangeAspect.Delivered } leg => (ofLeg ?? Stages().Legs)[(leg.Exchange, leg.Leg)],
        ExchangeMeasure { Aspect: ExchangeAspect.Delivered } whole => (ofExchange ?? Stages().Exchanges)[whole.Exchange],
        ChildrenMeasure => Increments(measure).GroupBy(claim => claim.FactId)
            .Select(claims => new Part([.. claims], claims.First().Moment()) { Body = claims.First().Body }),
        CeasefireMeasure => Increments(measure).GroupBy(claim => claim.Occurred.Text)
            .Select(claims => new Part([.. claims], claims.Min(claim => claim.Moment())) { AddsUp = true }),
        _ => [],
    };

    // When its report says; without one, when the earliest count does, or else the decision.
    private DateTimeOffset MomentOf(StageMeasure stage, ImmutableArray<Claim> claims) => sources.Stage(stage)?.Moment()
        ?? (claims is [] ? sources.Reconciliations[stage].Standing!.Moment() : claims.Min(claim => claim.Moment()));

    private IEnumerable<Claim> Increments(Measure measure) =>
        sources.Claims.GetValueOrDefault(measure, []).Where(claim => claim.IsIncrement);

    // A hand-over of which nothing counts any more but a decision still is one.
    private (ILookup<Key, Part> Exchanges, ILookup<(Key, Key), Part> Legs) Stages()
    {
        var parts = (from stage in sources.Claims.Keys.Concat(sources.Reconciliations.Keys).OfType<StageMeasure>().Distinct()
                     let claims = sources.Claims.GetValueOrDefault(stage, [])
                     let number = decided(stage)
                     where claims is not [] || number is not null
                     select (Stage: stage, Part: new Part(claims, MomentOf(stage, claims)) { Decided = number })).ToArray();
        ofExchange = parts.ToLookup(one => one.Stage.Exchange, one => one.Part);
        ofLeg = parts.ToLookup(one => (one.Stage.Exchange, one.Stage.Leg), one => one.Part);
        return (ofExchange, ofLeg);
    }
}
