namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>On which days the sources of a track are all silent.</summary>
internal sealed class Coverage
{
    private readonly Dictionary<string, DateOnly> starts;
    private readonly ILookup<string, (DateOnly First, DateOnly Last)> covered;

    public Coverage(Seen seen)
    {
        starts = seen.Counting.Where(fact => !fact.IgnoresWorldTime && fact.Name != "incident_reported" && fact.SourceKey is not null)
            .GroupBy(fact => fact.SourceKey!).ToDictionary(source => source.Key, source => source.Min(fact => fact.Day));
        covered = seen.All("coverage_recorded").ToLookup(fact => StoredFact.KeyOf(fact.Text("source")!), SpanOf);
    }

    /// <summary>The first of the uncovered days that reach a day unbroken; null if it is covered.</summary>
    public DateOnly? UncoveredSince(DateOnly day)
    {
        DateOnly? since = null;
        for (; IsUncovered(day); day = day.AddDays(-1))
        {
            since = day;
            if (day == DateOnly.MinValue) break;
        }

        return since;
    }

    public bool IsUncovered(DateOnly day)
    {
        var started = starts.Where(source => source.Value <= day).Select(source => source.Key).ToList();
        return started.Count > 0 && started.All(source => IsSilent(source, day));
    }

    private bool IsSilent(string source, DateOnly day) =>
        covered[source].Any(span => span.Last < day) && !covered[source].Any(span => span.First <= day && day <= span.Last);

    private static (DateOnly First, DateOnly Last) SpanOf(StoredFact fact) =>
        (fact.SpanOf("from")!.Earliest is { } from ? ModelSpan.DayOf(from) : DateOnly.MinValue,
        fact.SpanOf("until")?.Latest is { } until ? ModelSpan.DayOf(until) : DateOnly.MaxValue);
}
