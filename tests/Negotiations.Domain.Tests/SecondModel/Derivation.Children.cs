namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>How many of a list of children were reviewed or returned.</summary>
internal sealed partial class Derivation
{
    /// <summary>Each report of children adds to a list; figures claimed for it are running totals.</summary>
    private IReadOnlyList<Vote> Increments(MeasureName measure)
    {
        var parts = ReportsOf(measure);
        var totals = Sums.Latest(On(measure).Where(claim => claim.IsFigure))
            .Select(claim => Counted(Vote.Plain(claim), measure, parts, claim.Fact.Moment));
        return [.. Sums.Nothings(parts, direct: true).Select(nothing => Counted(nothing, measure, parts)), .. totals];
    }

    private List<Part> ReportsOf(MeasureName measure) => [.. On(measure).Where(claim => !claim.IsFigure).GroupBy(claim => claim.Fact)
        .Select(report => new Part(report.Key.Moment, [.. report], null, Body: BodyOf(report.Key)))];

    /// <summary>Who reviewed; returns are all of one kind.</summary>
    private static string? BodyOf(StoredFact report) =>
        report.Name == "child_cases_reviewed" ? StoredFact.ActorOf(report.Text("by")!) : null;

    /// <summary>A number with what was reported after it; several bodies may have reviewed the same cases.</summary>
    private Vote Counted(Vote vote, MeasureName measure, List<Part> parts, DateTimeOffset? after = null)
    {
        var none = Vote.Derived(vote.Speaker, ModelRange.Zero, true);
        var bodies = parts.Where(part => after is null || part.Moment > after).GroupBy(part => part.Body)
            .Select(body => Sums.Forward(none, body)).ToList();
        if (bodies.Count == 0) return vote;
        var least = bodies.Max(body => body.Total.Low);
        var most = ModelRange.Sum(bodies.Select(body => body.Total)).High;
        var sum = vote.Plus(new ModelRange(least, most), bodies.All(body => body.Own));
        return bodies.Count > 1 ? NotAboveListed(sum, measure) : sum;
    }

    private Vote NotAboveListed(Vote sum, MeasureName measure)
    {
        var listed = On(new MeasureName($"children/{measure.Thing}/listed")).Select(claim => claim.Range).OfType<ModelRange>().ToList();
        if (listed.Count == 0 || ModelRange.HullOf(listed).High is not { } most || most < sum.Total.Low) return sum;
        var capped = sum.Total.AtMost(most);
        return sum with { Total = capped, PerSide = capped };
    }
}
