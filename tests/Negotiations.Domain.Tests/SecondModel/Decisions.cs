namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>Finds the decisions that stand, each on the ground of those below it: terms, stages, legs, wholes.</summary>
internal sealed class Decisions
{
    private readonly Seen seen;
    private readonly List<Claim> claims;
    private readonly Dictionary<string, Decision> standing = [];

    private Decisions(Seen seen)
    {
        this.seen = seen;
        claims = [.. ClaimReader.Read(seen.Counting, contested: false)];
    }

    public static IReadOnlyDictionary<string, Decision> Standing(Seen seen)
    {
        var decisions = new Decisions(seen);
        var decided = seen.All("claims_reconciled").Select(fact => new MeasureName(fact.Text("measure")!));
        foreach (var measure in decided.DistinctBy(decisions.KeyOf).OrderBy(Rank).ToList()) decisions.Decide(measure);
        return decisions.standing;
    }

    private static int Rank(MeasureName measure) =>
        measure.IsTerms ? 0 : measure.IsStage ? 1 : measure.IsLeg ? 2 : measure.IsWhole ? 3 : 4;

    private void Decide(MeasureName measure)
    {
        var acts = seen.All("claims_reconciled", "reconciliation_reopened")
            .Where(fact => KeyOf(new MeasureName(fact.Text("measure")!)) == KeyOf(measure));
        var last = StoredFact.InKnowledgeOrder(acts).Last();
        if (last.Name == "reconciliation_reopened") return;
        var decision = new Decision(last);
        if (IsReopened(measure, decision)) return;
        foreach (var name in SameAs(measure)) standing[name.Text] = decision;
    }

    /// <summary>A leg and the whole of an exchange with one leg are decided together.</summary>
    private List<MeasureName> SameAs(MeasureName measure)
    {
        if (!measure.IsWhole && !measure.IsLeg) return [measure];
        var shape = ExchangeShape.Of(seen, measure.Thing);
        return shape.HasOneLeg ? [measure.LegOf(shape.Legs[0]), measure.WholeOf] : [measure];
    }

    private string KeyOf(MeasureName measure) => SameAs(measure)[0].Text;

    private bool IsReopened(MeasureName measure, Decision decision)
    {
        var plain = new Derivation(seen, claims, standing);
        var range = measure.IsWord ? ModelRange.Any : plain.NumberOf(decision, measure);
        var votes = plain.Votes(measure);
        if (votes.Any(vote => vote.Direct.Any(id => !decision.Considered.Contains(id)) && !vote.Meets(range, decision.Word))) return true;
        var supporting = ClaimReader.Read(seen.Contested.Where(fact => Supports(fact, decision)), contested: true);
        var all = new Derivation(seen, [.. claims, .. supporting], standing).Votes(measure);
        return !all.Any(vote => vote.Meets(range, decision.Word)) && decision.Considered.Any(id => IsLost(id, decision));
    }

    private bool IsLost(Guid considered, Decision decision) =>
        !seen.Counting.Any(fact => fact.Id == considered)
        && !seen.Contested.Any(fact => fact.Id == considered && Supports(fact, decision));

    /// <summary>Whether a denied fact was considered in the knowledge of its denials.</summary>
    private bool Supports(StoredFact fact, Decision decision) =>
        decision.Considered.Contains(fact.Id) && seen.Knowledge.DenialsOf(fact).All(denial =>
            StoredFact.InKnowledgeOrder([denial, decision.Fact]).First() == denial);
}
