namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>The rounds that were agreed and not yet held.</summary>
internal static class Rounds
{
    public static IEnumerable<(string Round, ModelSpan Planned)> Awaited(Seen seen)
    {
        foreach (var round in seen.All("round_scheduled").Select(fact => fact.Text("round")!).Distinct())
        {
            if (seen.On("round", round, "talks_held").Any()) continue;
            if (seen.On("round", round, "round_scheduled").Last().Text("status") != "agreed") continue;
            var planned = seen.On("round", round, "round_scheduled", "round_postponed").Last().SpanOf("planned");
            if (planned is not null) yield return (round, planned);
        }
    }
}
