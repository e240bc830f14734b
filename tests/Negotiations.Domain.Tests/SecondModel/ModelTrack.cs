namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>
/// Answers what a track is, slowly and from its stored facts alone: each time, everything anew. It shares no code with
/// the derivation that it is held against.
/// </summary>
public static class ModelTrack
{
    private static readonly string[] DatesInside = ["planned", "from", "until"];

    /// <summary>The track as it stood on a day, as it was known and recorded by two instants; null filters nothing.</summary>
    public static ModelView Look(
        IReadOnlyList<ModelFact> facts, string track, DateOnly? asOf, DateTimeOffset? knownAt, DateTimeOffset? recordedUntil,
        DateTimeOffset now)
    {
        var stored = facts.Select(fact => new StoredFact(fact)).Where(fact => fact.IsOn(track)).ToList();
        var knowledge = new Knowledge(stored, knownAt, recordedUntil);
        var seen = new Seen(knowledge, asOf);
        var day = asOf ?? ModelSpan.DayOf(now);
        var numbers = new Numbers(seen);
        var exchanges = new Exchanges(seen, numbers);
        var commitments = new Commitments(seen);
        var stage = Standing.StageOf(seen, day);
        var instant = asOf is { } last ? ModelSpan.EndOf(last) : now;
        var overdue = stage is "closed" or "suspended" ? [] : Overdue.At(instant, seen, exchanges, commitments);
        return new ModelView(
            stage, Since(knowledge, stage, day), overdue, Measures.All(numbers, exchanges), exchanges.Legs(),
            new ChildLists(seen, numbers).All(), commitments.All())
        {
            Proposals = new Proposals(seen, instant).All(),
            Agreements = new Agreements(seen).All(),
            Positions = PositionsIn(seen),
            UncoveredSince = new Coverage(seen).UncoveredSince(day),
            IsStalled = new Stalling(seen, day, instant).IsStalled(stage),
        };
    }

    /// <summary>The stage on each of some days, in the knowledge of today.</summary>
    public static IEnumerable<(DateOnly Day, string Stage)> Stages(IReadOnlyList<ModelFact> facts, string track, DateOnly first, int days)
    {
        var knowledge = new Knowledge([.. facts.Select(fact => new StoredFact(fact)).Where(fact => fact.IsOn(track))], null, null);
        return Enumerable.Range(0, days).Select(first.AddDays).Select(day => (day, Standing.StageOf(new Seen(knowledge, day), day)));
    }

    private static SortedDictionary<string, string> PositionsIn(Seen seen)
    {
        var positions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var fact in seen.All("position_stated"))
            positions[fact.Text("on") is { } on ? $"{fact.Text("actor")} on {on}" : fact.Text("actor")!] = fact.Id.ToString();
        return positions;
    }

    /// <summary>The first day of the run of days with this stage that ends with the day asked; null if it was never another.</summary>
    private static DateOnly? Since(Knowledge knowledge, string stage, DateOnly asked)
    {
        DateOnly? since = null;
        foreach (var day in DaysOfChange(knowledge.Facts).Append(asked).Where(day => day <= asked).Distinct().OrderDescending())
        {
            if (Standing.StageOf(new Seen(knowledge, day), day) != stage) return since ?? asked;
            since = day;
        }

        return stage == "exploratory" ? null : since;
    }

    /// <summary>All days on which the stage may become another.</summary>
    private static IEnumerable<DateOnly> DaysOfChange(IReadOnlyList<StoredFact> facts)
    {
        foreach (var fact in facts)
        {
            yield return fact.Day;
            if (Standing.IsActivity(fact)) yield return After(fact.Day, Standing.DaysOfActivity + 1);
            foreach (var day in DatesIn(fact))
            {
                yield return day;
                yield return After(day, 1);
            }
        }
    }

    private static IEnumerable<DateOnly> DatesIn(StoredFact fact) =>
        fact.Name == "coverage_recorded" ? new[] { fact.SpanOf("from")?.Earliest, fact.SpanOf("until")?.Latest }
            .OfType<DateTimeOffset>().Select(ModelSpan.DayOf)
        : fact.Name is "ceasefire_declared" or "round_scheduled" or "round_postponed"
            ? DatesInside.Select(fact.SpanOf).Select(span => span?.Day).OfType<DateOnly>() : [];

    private static DateOnly After(DateOnly day, int days) =>
        day.DayNumber + days > DateOnly.MaxValue.DayNumber ? DateOnly.MaxValue : day.AddDays(days);
}
