namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>Whether nothing moved for long while something is open.</summary>
internal sealed class Stalling(Seen seen, DateOnly day, DateTimeOffset instant)
{
    private static readonly string[] Stills =
        ["track_opened", "figure_claimed", "deadline_passed_v2", "legal_action_noted", "incident_reported", "ceasefire_violated"];

    public bool IsStalled(string stage) =>
        stage is not ("closed" or "suspended") && !new Coverage(seen).IsUncovered(day) && !HasMoved() && IsAnythingOpen();

    private bool HasMoved() => seen.Counting.Any(fact => !fact.IgnoresWorldTime && !Stills.Contains(fact.Name)
        && day.DayNumber - fact.Day.DayNumber <= Standing.DaysOfActivity);

    private bool IsAnythingOpen() => new Items(seen, day).All().Any(item => item.IsOpen) || Overdue.OpenMemos(seen).Any()
        || new Proposals(seen, instant).AreAnyOpen();
}
