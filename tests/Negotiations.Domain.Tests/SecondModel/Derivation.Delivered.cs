namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>What was delivered.</summary>
internal sealed partial class Derivation
{
    private IReadOnlyList<Vote> DeliveredOnLeg(MeasureName leg)
    {
        var shape = ShapeOf(leg);
        var parts = shape.HasOneLeg ? StageParts(leg.WholeOf) : StageParts(leg);
        var totals = Sums.Latest(On(leg).Concat(PerSideClaims(leg, shape)))
            .Select(claim => Sums.Forward(Vote.Plain(claim), claim.Fact.Moment, parts));
        return [.. Sums.Over(parts, direct: false), .. totals];
    }

    private IReadOnlyList<Vote> DeliveredInAll(MeasureName whole)
    {
        var shape = ShapeOf(whole);
        var parts = StageParts(whole);
        var totals = Sums.Latest(SpeakingOfWhole(whole))
            .Select(claim => Sums.Forward(OnWhole(claim, shape), claim.Fact.Moment, parts));
        List<Vote> said = [.. totals, .. SumsOfLegs(whole, shape)];
        if (shape.HasOneLeg) return DeliveredOnLeg(whole.LegOf(shape.Legs[0]));
        if (said.Count > 0 || (shape.Legs.Select(whole.LegOf).All(leg => !IsSpokenOf(leg)))) return said;
        return [Vote.Derived(null, ModelRange.Sum(shape.Legs.Select(whole.LegOf).Select(OfAll)), false)];
    }

    /// <summary>What all say of a leg, where nobody speaks for every leg.</summary>
    private ModelRange OfAll(MeasureName leg)
    {
        if (Decided(leg) is { } decided) return decided;
        var votes = Votes(leg);
        if (votes.Count > 0) return ModelRange.HullOf(votes.Select(vote => vote.Total));
        return IsSpokenOf(leg) ? ModelRange.Any : ModelRange.Zero;
    }

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
        var completed = seen.Counting.Where(IsReport).DefaultIfEmpty(seen.Contested.FirstOrDefault(IsReport)).OfType<StoredFact>().ToList();
        if (completed.Count > 0) return completed.Min(fact => fact.Moment);
        return ofStage.Count > 0 ? ofStage.Min(fact => fact.Moment) : standing[stage.Text].Fact.Moment;

        bool IsReport(StoredFact fact) =>
            fact.Name == "exchange_stage_completed" && fact.Text("exchange") == stage.Thing && fact.Text("stage") == stage.Stage;
    }
}
