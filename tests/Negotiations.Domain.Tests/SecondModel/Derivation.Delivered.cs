namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>What was delivered, returned or reviewed.</summary>
internal sealed partial class Derivation
{
    private IReadOnlyList<Vote> DeliveredOnLeg(MeasureName leg)
    {
        var shape = ShapeOf(leg);
        var parts = shape.HasOneLeg ? StageParts(leg.WholeOf) : StageParts(leg);
        var totals = Sums.Latest(On(leg).Concat(PerSideClaims(leg, shape)))
            .Select(claim => Sums.Forward(Totalled(claim, leg, shape), claim.Fact.Moment, parts));
        return [.. Sums.Over(parts, direct: false), .. totals];
    }

    private IReadOnlyList<Vote> DeliveredInAll(MeasureName whole)
    {
        var shape = ShapeOf(whole);
        var parts = StageParts(whole);
        var totals = Sums.Latest(SpeakingOfWhole(whole))
            .Select(claim => Sums.Forward(OnWhole(claim, shape), claim.Fact.Moment, parts));
        return [.. Sums.Over(WithDecidedLegs(whole, shape), direct: false), .. totals, .. SumsOfLegs(whole, shape)];
    }

    /// <summary>The parts of a whole, where a leg that was decided is one part.</summary>
    private List<Part> WithDecidedLegs(MeasureName whole, ExchangeShape shape)
    {
        var all = StageParts(whole);
        if (all.Count == 0 || shape.HasOneLeg) return all;
        var decided = shape.Legs.Select(whole.LegOf).Where(leg => Decided(leg) is not null).ToList();
        var asDecided = decided.Select(leg => new Part(default, [.. StageClaims(leg)], Decided(leg)));
        return [.. all.Where(part => !decided.Exists(leg => leg.Leg == part.Leg)), .. asDecided];
    }

    /// <summary>A running total of a leg; one per side on the whole isn't a claim on the leg itself.</summary>
    private static Vote Totalled(Claim claim, MeasureName leg, ExchangeShape shape) =>
        claim.Measure == leg || shape.HasOneLeg ? Vote.Plain(claim) : Vote.Derived(claim.Speaker, claim.Range!.Value, true);

    /// <summary>The claims on stages of a leg, or of all legs of a whole.</summary>
    private IEnumerable<Claim> StageClaims(MeasureName measure) => claims.Where(claim => IsStageOf(claim.Measure, measure));

    private bool IsStageOf(MeasureName stage, MeasureName measure) =>
        stage.IsStage && stage.Thing == measure.Thing && (measure.IsWhole || ShapeOf(measure).HasOneLeg || stage.Leg == measure.Leg);

    /// <summary>What each leg, or one of them, delivered at each stage.</summary>
    private List<Part> StageParts(MeasureName measure)
    {
        var decided = standing.Keys.Select(text => new MeasureName(text)).Where(stage => IsStageOf(stage, measure));
        var stages = StageClaims(measure).Select(claim => claim.Measure).Concat(decided).Distinct();
        return [.. stages.Select(stage => new Part(MomentOf(stage), On(stage), Decided(stage), stage.Leg))];
    }

    /// <summary>When a stage was: when it was completed, or else when it is first spoken of.</summary>
    private DateTimeOffset MomentOf(MeasureName stage)
    {
        var ofStage = claims.Where(claim => claim.Measure.IsSameStage(stage)).Select(claim => claim.Fact).ToList();
        var completed = ofStage.Where(fact => fact.Name == "exchange_stage_completed").ToList();
        if (completed.Count > 0) return completed.Min(fact => fact.Moment);
        return ofStage.Count > 0 ? ofStage.Min(fact => fact.Moment) : standing[stage.Text].Fact.Moment;
    }

    /// <summary>Each report of children adds to a list; figures claimed for it are running totals.</summary>
    private IReadOnlyList<Vote> Increments(MeasureName measure)
    {
        List<Part> parts = [.. On(measure).Where(claim => !claim.IsFigure).GroupBy(claim => claim.Fact)
            .Select(report => new Part(report.Key.Moment, [.. report], null))];
        var totals = Sums.Latest(On(measure).Where(claim => claim.IsFigure))
            .Select(claim => Sums.Forward(Vote.Plain(claim), claim.Fact.Moment, parts));
        return [.. Sums.Over(parts, direct: true), .. totals];
    }
}
