namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>Every measure that is spoken of, decided, or follows from others.</summary>
internal static class Measures
{
    public static SortedDictionary<string, ModelMeasure> All(Numbers numbers, Exchanges exchanges)
    {
        var measures = new SortedDictionary<string, ModelMeasure>(StringComparer.Ordinal);
        var named = numbers.Claims.Select(claim => claim.Measure).Concat(numbers.Standing.Keys.Select(text => new MeasureName(text)));
        foreach (var measure in named.Distinct()) measures[measure.Text] = Shown(measure, numbers);
        foreach (var measure in Derived(exchanges).Where(measure => IsSaid(numbers.Of(measure))))
            measures.TryAdd(measure.Text, Shown(measure, numbers));
        return measures;
    }

    private static bool IsSaid(Figure figure) =>
        figure.Votes.Count > 0 || figure.Status is Weighing.Reconciled or Weighing.Ambiguous or Weighing.Disputed;

    private static IEnumerable<MeasureName> Derived(Exchanges exchanges)
    {
        foreach (var exchange in exchanges.Ids)
        {
            foreach (var aspect in new[] { "agreed", "delivered" })
            {
                yield return new MeasureName($"exchange/{exchange}/{aspect}");
                foreach (var leg in exchanges.ShapeOf(exchange).Legs) yield return new MeasureName($"exchange/{exchange}/{leg}/{aspect}");
            }
        }
    }

    private static ModelMeasure Shown(MeasureName measure, Numbers numbers)
    {
        var figure = numbers.Of(measure);
        var accepted = numbers.Standing.TryGetValue(measure.Text, out var decision) ? decision.Text : null;
        var claims = numbers.Claims.Where(claim => claim.Measure == measure).GroupBy(claim => claim.Fact).SelectMany(stated => stated)
            .OrderBy(claim => claim.Fact.Moment).ThenBy(claim => claim.Fact.RecordedAt).ThenBy(claim => claim.Fact.Id)
            .Select(claim => new ModelClaim(claim.Claimant, claim.Fact.Id.ToString(), claim.Contested));
        return new ModelMeasure(figure.Status, accepted, figure.Range?.Low, figure.Range?.High, [.. claims]);
    }
}
