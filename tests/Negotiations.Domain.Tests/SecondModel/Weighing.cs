namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>How votes on one measure agree, and which numbers they allow together.</summary>
internal static class Weighing
{
    public const string Single = "single";
    public const string Corroborated = "corroborated";
    public const string Ambiguous = "ambiguous";
    public const string Disputed = "disputed";
    public const string Reconciled = "reconciled";

    public static string Status(IReadOnlyList<Vote> votes)
    {
        if (votes.Select(vote => vote.Word).Distinct().Count() > 1) return Disputed;
        if (Share(votes.Select(vote => vote.Total)) && Share(votes.Select(vote => vote.PerSide)))
            return votes.Where(vote => vote.Own).Select(vote => vote.Speaker).Distinct().Count() > 1 ? Corroborated : Single;
        return Fitting(votes).Count > 0 ? Ambiguous : Disputed;
    }

    /// <summary>All readings that hold a number fitting every vote; all readings where no number does.</summary>
    public static ModelRange? Range(IReadOnlyList<Vote> votes)
    {
        if (votes.Count == 0) return null;
        var fitting = Fitting(votes);
        var readings = Readings(votes).ToList();
        var held = readings.Where(reading => fitting.Any(reading.Holds)).ToList();
        return ModelRange.HullOf(held.Count > 0 ? held : readings);
    }

    /// <summary>
    /// The numbers that fit a reading of every vote, as far as telling where there are any needs them: where some reading
    /// of each vote holds a number, the highest low end of these readings is one too.
    /// </summary>
    public static IReadOnlyList<long> Fitting(IReadOnlyList<Vote> votes) =>
        [.. Readings(votes).Select(reading => reading.Low).Distinct().Where(number => votes.All(vote => vote.Fits(number)))];

    private static IEnumerable<ModelRange> Readings(IEnumerable<Vote> votes) =>
        votes.SelectMany(vote => new[] { vote.Total, vote.PerSide });

    private static bool Share(IEnumerable<ModelRange> ranges)
    {
        var all = ranges.ToList();
        return all.Count == 0 || all.Any(low => all.All(range => range.Holds(low.Low)));
    }
}
