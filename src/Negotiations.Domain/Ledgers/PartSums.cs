using System.Collections.Immutable;
using Negotiations.Domain.Claims;

namespace Negotiations.Domain.Ledgers;

/// <summary>Numbers that are sums: hand-overs, returns of children, reports on a ceasefire.</summary>
/// <param name="sources">The claims.</param>
/// <param name="decided">What was decided for a part.</param>
internal sealed class PartSums(ClaimSources sources, Func<Measure, NumberRange?> decided)
{
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
        var (sum, isBorrowed, all) = (NumberRange.Zero, false, parts.ToArray());
        foreach (var part in all)
        {
            if (part.Decided is { } number) sum = sum.Plus(number);
            else if (part.Of(speaker) is { } own) sum = sum.Plus(own);
            else if (!part.AddsUp || !all.Any(other => other.Of(speaker) is not null && other.Overlaps(part)))
                (sum, isBorrowed) = (sum.Plus(part.OfAll()), true);
        }
        return (sum, isBorrowed);
    }

    /// <summary>The parts that took place after a moment.</summary>
    public IEnumerable<Part> After(Measure measure, DateTimeOffset moment) => Of(measure).Where(part => part.Moment > moment);

    /// <summary>The parts of a number; none where it is no sum.</summary>
    public IEnumerable<Part> Of(Measure measure) => measure switch
    {
        LegMeasure { Aspect: ExchangeAspect.Delivered } leg => Stages(stage => stage.Exchange == leg.Exchange && stage.Leg == leg.Leg),
        ExchangeMeasure { Aspect: ExchangeAspect.Delivered } whole => Stages(stage => stage.Exchange == whole.Exchange),
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
    private IEnumerable<Part> Stages(Func<StageMeasure, bool> isMeant) =>
        from stage in sources.Claims.Keys.Concat(sources.Reconciliations.Keys).OfType<StageMeasure>().Where(isMeant).Distinct()
        let claims = sources.Claims.GetValueOrDefault(stage, [])
        let number = decided(stage)
        where claims is not [] || number is not null
        select new Part(claims, MomentOf(stage, claims)) { Decided = number };
}
