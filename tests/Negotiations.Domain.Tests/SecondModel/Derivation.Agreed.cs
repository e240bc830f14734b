namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>What is agreed, leg by leg and in all.</summary>
internal sealed partial class Derivation
{
    private IReadOnlyList<Vote> AgreedOnWhole(MeasureName whole)
    {
        var shape = ShapeOf(whole);
        var stated = SpeakingOfWhole(whole).Where(claim => claim.IsKnown).Select(claim => OnWhole(claim, shape));
        return [.. stated, .. SumsOfLegs(whole, shape)];
    }

    private IReadOnlyList<Vote> AgreedOnLeg(MeasureName leg)
    {
        var shape = ShapeOf(leg);
        var stated = On(leg).Where(claim => claim.IsKnown).Select(Vote.Plain);
        var perSide = PerSideClaims(leg, shape).Where(claim => claim.IsKnown)
            .Select(claim => Vote.Derived(claim.Speaker, claim.Range!.Value, true) with { Direct = [claim.Fact.Id] });
        return [.. stated, .. perSide, .. ZerosByTerms(leg, shape)];
    }

    /// <summary>Who says that an exchange is unilateral says that nothing is owed on the other legs.</summary>
    private IEnumerable<Vote> ZerosByTerms(MeasureName leg, ExchangeShape shape)
    {
        if (shape.Sides < 2 || DecidedTerms(leg) is not (null or "unilateral")) return [];
        return Unilateral(leg).Where(speaker => !Given(leg, shape, [speaker]).Contains(leg.Leg))
            .Select(speaker => Vote.Derived(speaker, ModelRange.Zero, true) with
            {
                Direct = [.. On(TermsOf(leg)).Where(claim => claim.Speaker == speaker && claim.Word == "unilateral")
                    .Select(claim => claim.Fact.Id)],
            });
    }

    private bool IsZeroByDecision(MeasureName leg)
    {
        var shape = ShapeOf(leg);
        return DecidedTerms(leg) == "unilateral" && shape.Sides > 1 && !Given(leg, shape, Unilateral(leg)).Contains(leg.Leg);
    }

    private string? DecidedTerms(MeasureName measure) =>
        standing.TryGetValue(TermsOf(measure).Text, out var decision) ? decision.Word : null;

    private static MeasureName TermsOf(MeasureName measure) => new($"exchange/{measure.Thing}/terms");

    /// <summary>Who says that the exchange is unilateral.</summary>
    private List<string> Unilateral(MeasureName measure) =>
        [.. On(TermsOf(measure)).Where(claim => claim.Word == "unilateral").Select(claim => claim.Speaker).Distinct()];

    /// <summary>The legs that some speakers give a number other than zero for, or else the first.</summary>
    private List<string> Given(MeasureName measure, ExchangeShape shape, IReadOnlyList<string> speakers)
    {
        var given = shape.Legs.Where(leg => On(measure.LegOf(leg)).Any(claim =>
            speakers.Contains(claim.Speaker) && claim.Range is { } range && range != ModelRange.Zero)).ToList();
        return given.Count > 0 ? given : [.. shape.Legs.Take(1)];
    }

    /// <summary>Whether a leg is spoken of by nobody but those who say that the exchange is unilateral.</summary>
    private bool OnlyTermsSpeak(MeasureName leg, IReadOnlyList<Vote> votes) =>
        votes.Count > 0 && votes.Count == ZerosByTerms(leg, ShapeOf(leg)).Count();

    /// <summary>
    /// What an unspecified number for the whole makes of a leg of which nobody speaks, where it can only be meant for each side.
    /// </summary>
    private ModelRange? StatedPerSide(MeasureName leg)
    {
        var shape = ShapeOf(leg);
        if (!leg.IsAgreed || !leg.IsLeg || shape.HasOneLeg || shape.Sides < 2 || !shape.IsSole(leg.Leg)) return null;
        if (On(leg).Concat(PerSideClaims(leg, shape)).Any(claim => claim.IsKnown)) return null;
        var votes = AgreedOnWhole(leg.WholeOf).ToList();
        if (Decided(leg.WholeOf) is { } decided) votes.Add(Vote.Derived(null, decided, false));
        var fitting = Weighing.Fitting(votes);
        if (fitting.Count == 0) return null;
        var perSide = votes.Where(vote => vote.HasTwoReadings && !fitting.Any(vote.Total.Holds)).ToList();
        return perSide.Count == 0 ? null : ModelRange.HullOf(perSide.Select(vote => vote.Total));
    }

    private static Figure WithStated(ModelRange stated, IReadOnlyList<Vote> zeros)
    {
        Vote[] all = [.. zeros, Vote.Derived(null, stated, false)];
        var status = Weighing.Status(all) == Weighing.Disputed ? Weighing.Disputed : Weighing.Ambiguous;
        return new Figure(Weighing.Range(all), status, zeros);
    }
}
