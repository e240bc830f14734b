namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>What follows from some claims and some decisions that stand.</summary>
internal sealed partial class Derivation(Seen seen, IReadOnlyList<Claim> claims, IReadOnlyDictionary<string, Decision> standing)
{
    /// <summary>What a measure comes to.</summary>
    public Figure Figure(MeasureName measure)
    {
        var votes = Votes(measure);
        if (measure.IsWord)
            return new Figure(null, standing.ContainsKey(measure.Text) ? Weighing.Reconciled : Weighing.Status(votes), votes);
        if (Decided(measure) is { } decided) return new Figure(decided, Weighing.Reconciled, votes);
        if (StatedPerSide(measure) is { } stated) return WithStated(stated, votes);
        if (measure.IsLeg && measure.IsAgreed && OnlyTermsSpeak(measure, votes) && Figure(TermsOf(measure)).Status == Weighing.Disputed)
            return new Figure(ModelRange.Any, Weighing.Disputed, votes);
        var unsaid = IsSpokenOf(measure) ? ModelRange.Any : measure.IsCounted ? ModelRange.Zero : (ModelRange?)null;
        return new Figure(Weighing.Range(votes) ?? unsaid, Weighing.Status(votes), votes);
    }

    /// <summary>All voices on a measure, before any decision on it.</summary>
    public IReadOnlyList<Vote> Votes(MeasureName measure)
    {
        if (measure.IsAgreed) return measure.IsWhole ? AgreedOnWhole(measure) : AgreedOnLeg(measure);
        if (measure.IsDelivered) return measure.IsWhole ? DeliveredInAll(measure) : DeliveredOnLeg(measure);
        if (measure.IsIncrement) return Increments(measure);
        if (measure.Kind == "ceasefire") return Violations(measure);
        if (measure.Text.EndsWith("/listed", StringComparison.Ordinal)) return [.. Sums.Latest(On(measure)).Select(Vote.Plain)];
        if (measure.Kind == "incident") return [.. Sums.Latest(On(measure)).Select(Vote.Plain)];
        return [.. On(measure).Where(claim => claim.IsKnown).Select(Vote.Plain)];
    }

    /// <summary>The number decided for a measure, by itself or through the terms or the whole of its exchange.</summary>
    public ModelRange? Decided(MeasureName measure)
    {
        var shape = ShapeOf(measure);
        if (standing.TryGetValue(measure.Text, out var own)) return Forward(own.RangeOf(measure, shape), own, measure);
        if (!measure.IsLeg || shape.HasOneLeg) return null;
        if (measure.IsAgreed && IsZeroByDecision(measure)) return ModelRange.Zero;
        return standing.TryGetValue(measure.WholeOf.Text, out var whole) && whole.IsPerSide && shape.IsSole(measure.Leg)
            ? Forward(whole.Stated, whole, measure) : null;
    }

    /// <summary>The number that a decision gives a measure.</summary>
    public ModelRange NumberOf(Decision decision, MeasureName measure) =>
        Forward(decision.RangeOf(measure, ShapeOf(measure)), decision, measure);

    /// <summary>A decision on a running total holds up to its date; what all say of later parts is added.</summary>
    private ModelRange Forward(ModelRange decided, Decision decision, MeasureName measure)
    {
        if (measure.Kind == "ceasefire")
            return Added(Vote.Derived(null, decided, true), [.. On(measure).Where(claim => !claim.IsFigure
                && claim.Fact.Moment > decision.Fact.Moment)]).Total;
        var vote = Vote.Derived(null, decided, true);
        if (measure.IsIncrement) return Counted(vote, measure, ReportsOf(measure), decision.Fact.Moment).Total;
        return Sums.Forward(vote, decision.Fact.Moment, measure.IsDelivered ? StageParts(measure) : []).Total;
    }

    /// <summary>The claims on a measure; those on the whole and on the leg are one where there is only one leg.</summary>
    public IReadOnlyList<Claim> On(MeasureName measure)
    {
        var shape = ShapeOf(measure);
        if (!(measure.IsWhole || measure.IsLeg) || !shape.HasOneLeg) return [.. claims.Where(claim => claim.Measure == measure)];
        var leg = measure.LegOf(shape.Legs[0]);
        return [.. claims.Where(claim => claim.Measure == measure || claim.Measure == measure.WholeOf || claim.Measure == leg)];
    }

    private ExchangeShape ShapeOf(MeasureName measure) => ExchangeShape.Of(seen, measure.Kind == "exchange" ? measure.Thing : "");

    /// <summary>Whether any claim is there that bears on a measure, be its number unknown.</summary>
    private bool IsSpokenOf(MeasureName measure)
    {
        var shape = ShapeOf(measure);
        if (measure.IsWhole && measure.IsDelivered && StageClaims(measure).Any()) return true;
        if (On(measure).Count > 0) return true;
        if (!measure.IsLeg) return false;
        return PerSideClaims(measure, shape).Any() || (measure.IsDelivered && StageClaims(measure).Any());
    }

    /// <summary>The claims on a whole; one way says nothing of it where several sides give.</summary>
    private IEnumerable<Claim> SpeakingOfWhole(MeasureName whole)
    {
        var shape = ShapeOf(whole);
        return On(whole).Where(claim => shape.HasOneLeg || claim.Basis != "oneWay" || shape.Sides < 2);
    }

    /// <summary>The claims per side on the whole, as far as they say what a leg is.</summary>
    private IEnumerable<Claim> PerSideClaims(MeasureName leg, ExchangeShape shape) =>
        !shape.HasOneLeg && shape.IsSole(leg.Leg)
            ? claims.Where(claim => claim.Measure == leg.WholeOf && claim.Basis == "perSide") : [];

    /// <summary>A claim on a whole in each reading of its basis.</summary>
    private static Vote OnWhole(Claim claim, ExchangeShape shape)
    {
        var vote = Vote.Plain(claim);
        var sides = Math.Max(shape.Sides, 1);
        if (shape.HasOneLeg) return vote;
        if (claim.Basis == "perSide") return vote with { Total = vote.Total.Times(sides), PerSide = vote.PerSide.Times(sides) };
        return claim.Basis == "unspecified" ? vote with { PerSide = vote.PerSide.Times(sides) } : vote;
    }

    /// <summary>The votes on a leg without what follows only from terms.</summary>
    private IReadOnlyList<Vote> SpokenVotes(MeasureName leg)
    {
        var votes = Votes(leg);
        return leg.IsAgreed ? [.. votes.Take(votes.Count - ZerosByTerms(leg, ShapeOf(leg)).Count())] : votes;
    }

    /// <summary>Those who speak for every leg, or whom decisions spare some, speak for the sum.</summary>
    private IEnumerable<Vote> SumsOfLegs(MeasureName whole, ExchangeShape shape)
    {
        if (shape.Legs.Count < 2) return [];
        var legs = shape.Legs.Select(whole.LegOf).Select(leg => (Decided: Decided(leg), Votes: SpokenVotes(leg))).ToList();
        List<string?> speakers = [.. legs.SelectMany(leg => leg.Votes).Select(vote => vote.Speaker).Distinct()];
        if (speakers.Count == 0) speakers.Add(null);
        return speakers.Select(speaker => SumOfLegs(speaker, legs)).OfType<Vote>();
    }

    private static Vote? SumOfLegs(string? speaker, List<(ModelRange? Decided, IReadOnlyList<Vote> Votes)> legs)
    {
        var sum = Vote.Derived(speaker, ModelRange.Zero, speaker is not null);
        foreach (var (decided, votes) in legs)
        {
            var theirs = votes.Where(vote => vote.Speaker == speaker).ToList();
            var own = theirs.Where(vote => vote.Own).ToList();
            if (decided is null && theirs.Count == 0) return null;
            sum = decided is { } range ? sum.Plus(range, true)
                : sum.Plus(ModelRange.HullOf((own.Count > 0 ? own : theirs).Select(vote => vote.Total)), own.Count > 0);
        }

        return sum;
    }
}
