namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>Where a track stands on a day.</summary>
internal static class Standing
{
    public const int DaysOfActivity = 90;

    private static readonly string[] Activities =
        ["talks_held", "memo_received", "memo_answered", "position_stated", "proposal_made", "proposal_answered",
        "proposal_withdrawn"];

    public static bool IsActivity(StoredFact fact) => Activities.Contains(fact.Name);

    public static string StageOf(Seen seen, DateOnly day)
    {
        var last = seen.All("track_suspended", "track_resumed", "track_closed").LastOrDefault();
        if (last?.Name == "track_closed") return "closed";
        if (last?.Name == "track_suspended") return "suspended";
        var items = new Items(seen, day).All();
        if (items.Any(item => item.IsOpen && item.HasKept)) return "implementing";
        if (items.Any(item => item.IsOpen)) return "agreed";
        if (items.Any(item => !item.IsGone)) return "completed";
        if (new Agreements(seen).AreAnyInForce()) return "agreed";
        return StageOfTalks(seen, day, items);
    }

    private static string StageOfTalks(Seen seen, DateOnly day, IReadOnlyList<Item> items)
    {
        var activities = seen.Counting.Where(IsActivity).ToList();
        if (activities.Any(fact => day.DayNumber - fact.Day.DayNumber <= DaysOfActivity)) return "active";
        if (Rounds.Awaited(seen).Any(round => round.Planned.Day >= day)) return "scheduled";
        var isAgreed = new Agreements(seen).All().Count > 0 || items.Any(item => item.IsGone && item.HasKept);
        if (activities.Count == 0 && !isAgreed) return "exploratory";
        return new Coverage(seen).IsUncovered(day) ? "uncovered" : "dormant";
    }
}
