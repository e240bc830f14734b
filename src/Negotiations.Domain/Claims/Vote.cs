namespace Negotiations.Domain.Claims;

/// <summary>What one speaker says of a measure: one range, or, where the basis is unspecified, one for each reading.</summary>
/// <param name="Speaker">Whose word it is, by <see cref="Claim.Speaker"/>.</param>
/// <param name="Total">The range when an unspecified number counts the total.</param>
/// <param name="PerSide">The range when an unspecified number counts each side; the same where the basis is specified.</param>
/// <param name="Stated">The number as it was stated.</param>
/// <param name="Fact">The fact that says it directly; null where it follows from several.</param>
public sealed record Vote(string Speaker, NumberRange Total, NumberRange PerSide, NumberRange Stated, Guid? Fact)
{
    /// <summary>The speaker of what is nobody's word, such as the sum of decided parts.</summary>
    public const string Nobody = "";

    /// <summary>
    /// Whether part of the number comes from others, for hand-overs on which the speaker is silent. It then counts as nobody's own word.
    /// </summary>
    public bool IsBorrowed { get; init; }

    /// <summary>Whether it follows only from the one way in which a number of the whole can be read.</summary>
    public bool IsReading { get; init; }

    /// <summary>A number that can be read in one way only.</summary>
    public static Vote Definite(string speaker, NumberRange range, Guid? fact = null) => new(speaker, range, range, range, fact);

    /// <summary>Whether some reading shares a number with a range.</summary>
    public bool Meets(NumberRange range) => Readings.Any(reading => NumberRange.Share([reading, range]));

    /// <summary>The readings.</summary>
    public IEnumerable<NumberRange> Readings => [Total, PerSide];

    /// <summary>Whether the votes agree: under every reading, under some, or under none.</summary>
    public static ClaimStatus Compare(IReadOnlyCollection<Vote> votes)
    {
        if (NumberRange.Share(votes.Select(vote => vote.Total)) && NumberRange.Share(votes.Select(vote => vote.PerSide)))
            return votes.Any(vote => vote.IsReading) ? ClaimStatus.Ambiguous
                : votes.Where(vote => !vote.IsBorrowed).Select(vote => vote.Speaker).Distinct().Count() > 1
                ? ClaimStatus.Corroborated : ClaimStatus.Single;
        return Meetings(votes).Any() ? ClaimStatus.Ambiguous : ClaimStatus.Disputed;
    }

    /// <summary>
    /// What the votes say, taken together; null where there are none. Readings of an unspecified basis that fit nothing else are left out
    /// where others fit.
    /// </summary>
    public static NumberRange? Number(IReadOnlyCollection<Vote> votes)
    {
        var meetings = Meetings(votes).ToArray();
        return NumberRange.Hull(votes.SelectMany(vote => vote.Readings)
            .Where(reading => meetings is [] || meetings.Any(reading.Holds)));
    }

    /// <summary>
    /// The numbers that fit a reading of every vote. Lower ends are enough: overlapping ranges overlap at the lower end of one.
    /// </summary>
    public static IEnumerable<long> Meetings(IReadOnlyCollection<Vote> votes) =>
        votes.SelectMany(vote => vote.Readings.Select(reading => reading.Low)).Distinct()
            .Where(number => votes.All(vote => vote.Readings.Any(reading => reading.Holds(number))));
}
