namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>How often a ceasefire was broken, and at what cost.</summary>
internal sealed partial class Derivation
{
    private IReadOnlyList<Vote> Violations(MeasureName measure)
    {
        var reports = On(measure).Where(claim => !claim.IsFigure).ToList();
        var speakers = reports.Where(claim => claim.IsKnown).Select(claim => claim.Speaker).Distinct();
        var sums = speakers.Select(speaker => Added(Nothing(reports, speaker), reports));
        var totals = Sums.Latest(On(measure).Where(claim => claim.IsFigure)).Select(claim =>
            Added(Vote.Plain(claim), [.. reports.Where(report => report.Fact.Moment > claim.Fact.Moment)]));
        return [.. sums, .. totals];
    }

    /// <summary>A sum that rests on a speaker's own reports, before anything is added.</summary>
    private static Vote Nothing(IEnumerable<Claim> reports, string speaker)
    {
        var own = reports.Where(claim => claim.IsKnown && claim.Speaker == speaker).Select(claim => claim.Fact.Id).Distinct();
        return new Vote(speaker, ModelRange.Zero, ModelRange.Zero, true, [.. own]);
    }

    /// <summary>A vote with its speaker's own reports added, and those of others for times of which the speaker has none.</summary>
    private static Vote Added(Vote vote, List<Claim> reports)
    {
        var own = reports.Where(claim => claim.IsKnown && claim.Speaker == vote.Speaker).ToList();
        var sum = vote.Plus(SumOf(own), true);
        foreach (var sameTime in reports.GroupBy(claim => claim.Fact.Text("occurred")))
        {
            if (own.Any(claim => claim.Fact.Occurred.Overlaps(sameTime.First().Fact.Occurred))) continue;
            var others = sameTime.Where(claim => claim.IsKnown).GroupBy(claim => claim.Speaker).Select(SumOf).ToList();
            sum = sum.Plus(others.Count > 0 ? ModelRange.HullOf(others) : ModelRange.Any, false);
        }

        return sum;
    }

    /// <summary>All reports added, each fact once however many members of one actor stand behind it.</summary>
    private static ModelRange SumOf(IEnumerable<Claim> ofOneSpeaker) => ModelRange.Sum(ofOneSpeaker.GroupBy(claim => claim.Fact)
        .Select(report => ModelRange.HullOf(report.Select(claim => claim.Range!.Value))));
}
